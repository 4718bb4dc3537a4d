using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients, group by group.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = [];

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>Drops the gradients: the next backward pass then writes instead of adding.</summary>
            public virtual void zero_grad() => zero_grad(true);

            /// <summary>Drops the gradients, or fills them with zeros.</summary>
            public virtual void zero_grad(bool set_to_none)
            {
                using var gradless = no_grad();
                foreach (var parameter in parameters())
                {
                    if (set_to_none) parameter.grad = null;
                    else
                    {
                        using var gradient = parameter.grad;
                        using var alone = gradient?.detach();
                        alone?.zero_();
                    }
                }
            }

            public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

            public virtual Tensor step(Func<Tensor>? closure = null) => throw new NotSupportedException($"{GetType().Name} has no step");

            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            /// <summary>An optimizer's options per group, and its state per parameter, in the order of the parameters.</summary>
            public class StateDictionary
            {
                public List<OptimizerOptions> Options { get; } = [];
                public List<OptimizerState> State { get; } = [];
            }
        }

        public interface ILearningRateController
        {
            double LearningRate { get; set; }
            double InitialLearningRate { get; set; }
        }

        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }
    }
}
