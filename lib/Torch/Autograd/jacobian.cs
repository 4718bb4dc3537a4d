namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static partial class functional
        {
            /// <summary>d function / d inputs, of shape [output..., input...].</summary>
            public static Tensor jacobian(Func<Tensor, Tensor> function, Tensor inputs) => jacobian(x => [function(x[0])], [inputs]).Single();

            public static IEnumerable<Tensor> jacobian(Func<Tensor, Tensor[]> function, Tensor inputs) => jacobian(x => function(x[0]), [inputs]);

            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor> function, params Tensor[] inputs) => jacobian(x => [function(x)], inputs);

            /// <summary>One Jacobian for each pair of output and input, outputs outermost.</summary>
            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor[]> function, params Tensor[] inputs)
            {
                using var recorded = enable_grad();
                using var scope = NewDisposeScope();
                Tensor[] leaves = [.. inputs.Select(input => input.detach().requires_grad_())];
                var outputs = function(leaves);
                var results = outputs.SelectMany(output => OfOutput(output, leaves)).ToArray();
                scope.MoveToOuter(results);
                return results;
            }

            private static Tensor[] OfOutput(Tensor output, Tensor[] leaves)
            {
                var flat = output.reshape(-1);
                var rows = flat.unbind().Select(element => autograd.grad([element], leaves, retain_graph: true, allow_unused: true)).ToArray();
                return [.. leaves.Select((leaf, i) =>
                    stack(rows.Select(row => row[i] ?? zeros_like(leaf))).reshape([.. output.shape, .. leaf.shape]))];
            }
        }
    }
}
