using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>An operation with a backward of its own. Derive from the single- or multi-tensor form.</summary>
        public abstract class Function<T> : ICustomFunction
        {
            protected Function()
            {
            }

            /// <summary>The node's name in error texts.</summary>
            public abstract string Name { get; }

            internal abstract List<Tensor> Forward(AutogradContext ctx, object[] vars);
            internal abstract List<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients);

            List<Tensor> ICustomFunction.Backward(AutogradContext ctx, List<Tensor> gradients) => Backward(ctx, gradients);

            /// <summary>Runs the forward without recording, then ties its outputs to the tensors among the arguments.</summary>
            public static List<Tensor> apply_internal(params object[] vars)
            {
                var function = (Function<T>)(object)Activator.CreateInstance(typeof(T))!;
                var context = new AutogradContext();
                List<Tensor> outputs;
                using (no_grad()) outputs = function.Forward(context, vars);
                return FunctionNode.Connect(function, function.Name, context, vars, outputs);
            }
        }

        /// <summary>A custom function with one output.</summary>
        public abstract class SingleTensorFunction<T> : Function<T>
        {
            protected SingleTensorFunction()
            {
            }

            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal override List<Tensor> Forward(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];
            internal override List<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients) => backward(ctx, gradients[0]);
        }

        /// <summary>A custom function with several outputs.</summary>
        public abstract class MultiTensorFunction<T> : Function<T>
        {
            protected MultiTensorFunction()
            {
            }

            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal override List<Tensor> Forward(AutogradContext ctx, object[] vars) => forward(ctx, vars);
            internal override List<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients) => backward(ctx, gradients);
        }
    }
}
