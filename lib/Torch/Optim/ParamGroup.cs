using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Parameters that share an optimizer's options.</summary>
    public class ParamGroup : optim.ILearningRateController
    {
        public ParamGroup()
        {
        }

        public IEnumerable<Parameter> Parameters { get; set; } = [];
        public OptimizerOptions Options { get; set; } = new();

        public double LearningRate
        {
            get => Options.LearningRate ?? 0;
            set => Options.LearningRate = value;
        }

        public double InitialLearningRate
        {
            get => Options.InitialLearningRate;
            set => Options.InitialLearningRate = value;
        }
    }

    /// <summary>A group with options of one optimizer.</summary>
    public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
        {
            Parameters = parameters;
            if (options is not null) base.Options = options;
        }

        public new TOptions Options
        {
            get => (TOptions)base.Options;
            set => base.Options = value;
        }
    }
}
