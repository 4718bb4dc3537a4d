using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Gradients over the root of the sum of their squares.</summary>
    public class Adagrad : OptimizerHelper
    {
        public Adagrad(
            IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1E-10)
            : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
        {
        }

        public Adagrad(
            IEnumerable<ParamGroup> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1E-10)
        {
            if (lr < 0) throw new ArgumentException($"the learning rate cannot be negative: {lr}", nameof(lr));
            _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps };
            foreach (var group in parameters) add_param_group(group);
        }

        public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

        private void Update(ParamGroup group)
        {
            var options = group.Options;
            foreach (var (parameter, raw, state) in Active<State>(group, false))
            {
                state.step++;
                var gradient = options.weight_decay is { } decay and not 0 ? raw.add(parameter, decay) : raw;
                var rate = group.LearningRate / (1 + (state.step - 1) * (options.lr_decay ?? 0));
                state.sum.addcmul_(gradient, gradient, 1);
                parameter.addcdiv_(gradient, state.sum.sqrt().add_(options.eps ?? 0), -rate);
            }
        }


        public override void add_param_group(Modules.ParamGroup param_group) => base.add_param_group(param_group);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);
        private protected override OptimizerOptions NewOptions() => new Options();

        private protected override void Complete(OptimizerOptions options)
        {
            var (own, mine) = ((Options)options, (Options)_defaults);
            own.lr_decay ??= mine.lr_decay;
            own.weight_decay ??= mine.weight_decay;
            own.initial_accumulator_value ??= mine.initial_accumulator_value;
            own.eps ??= mine.eps;
        }

        /// <summary>Options of a group.</summary>
        public class Options : OptimizerOptions
        {
            public double? lr_decay;
            public double? weight_decay;
            public double? initial_accumulator_value;
            public double? eps;

            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                lr_decay = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                initial_accumulator_value = reader.ReadDouble();
                eps = reader.ReadDouble();
            }

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var other = Same<Options>(source);
                lr_decay = other.lr_decay;
                weight_decay = other.weight_decay;
                initial_accumulator_value = other.initial_accumulator_value;
                eps = other.eps;
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                Write(writer, lr_decay, weight_decay, initial_accumulator_value, eps);
            }
        }

        /// <summary>Parameters with options of their own.</summary>
        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup() => base.Options = new Options();

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1E-10)
                : base(parameters, new Options { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps })
            {
            }
        }

        /// <summary>What is remembered of one parameter.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            private Tensor? _sum;

            public State(Parameter parameter) : base(parameter)
            {
            }

            public long step { get; set; }

            public Tensor sum
            {
                get => _sum!;
                set => Replace(ref _sum, value);
            }

            public void Dispose()
            {
                _sum?.Dispose();
            }

            public override void to(Device device)
            {
                Move(ref _sum, device);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                step = reader.ReadInt64();
                LoadConditionalStateTensor(reader, ref _sum, _parameter.device);
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                SaveConditionalStateTensor(writer, _sum);
            }

            public override void LoadStateDict(OptimizerState source)
            {
                var other = Same<State>(source);
                step = other.step;
                Copy(ref _sum, other._sum, _parameter);
            }

            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State state && step == state.step && Close(_sum, state._sum);

            public override void Initialize(OptimizerOptions options)
            {
                step = 0;
                sum = full_like(_parameter, ((Options)options).initial_accumulator_value ?? 0);
            }
        }
    }
}
