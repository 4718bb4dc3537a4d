using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Gradients over the root of their running mean square.</summary>
    public class RMSProp : OptimizerHelper, optim.IMomentum
    {
        public RMSProp(
            IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1E-08, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
        {
        }

        public RMSProp(
            IEnumerable<ParamGroup> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1E-08, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
        {
            if (lr < 0) throw new ArgumentException($"the learning rate cannot be negative: {lr}", nameof(lr));
            _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize };
            foreach (var group in parameters) add_param_group(group);
        }

        public double Momentum
        {
            get => ((Options)_defaults).momentum ?? 0;
            set
            {
                ((Options)_defaults).momentum = value;
                foreach (var group in _parameter_groups) ((Options)group.Options).momentum = value;
            }
        }

        public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

        private void Update(ParamGroup group)
        {
            var options = group.Options;
            var alpha = options.alpha ?? 0;
            foreach (var (parameter, raw, state) in Active<State>(group, options.maximize ?? false))
            {
                state.step++;
                var gradient = options.weight_decay is { } decay and not 0 ? raw.add(parameter, decay) : raw;
                state.square_avg.mul_(alpha).addcmul_(gradient, gradient, 1 - alpha);
                Tensor root;
                if (state.grad_avg is { } mean)
                {
                    mean.mul_(alpha).add_(gradient, 1 - alpha);
                    root = state.square_avg.addcmul(mean, mean, -1).sqrt_().add_(options.eps ?? 0);
                }
                else root = state.square_avg.sqrt().add_(options.eps ?? 0);
                if (options.momentum is { } momentum and > 0)
                {
                    // A schedule may have brought the momentum in later.
                    var buffer = state.momentum_buffer ??= zeros_like(parameter).DetachFromDisposeScope();
                    buffer.mul_(momentum).addcdiv_(gradient, root);
                    parameter.add_(buffer, -group.LearningRate);
                }
                else parameter.addcdiv_(gradient, root, -group.LearningRate);
            }
        }


        public override void add_param_group(Modules.ParamGroup param_group) => base.add_param_group(param_group);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);
        private protected override OptimizerOptions NewOptions() => new Options();

        private protected override void Complete(OptimizerOptions options)
        {
            var (own, mine) = ((Options)options, (Options)_defaults);
            own.alpha ??= mine.alpha;
            own.eps ??= mine.eps;
            own.weight_decay ??= mine.weight_decay;
            own.momentum ??= mine.momentum;
            own.centered ??= mine.centered;
            own.maximize ??= mine.maximize;
        }

        /// <summary>Options of a group.</summary>
        public class Options : OptimizerOptions
        {
            public double? alpha;
            public double? eps;
            public double? weight_decay;
            public double? momentum;
            public bool? centered;
            public bool? maximize;

            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                alpha = reader.ReadDouble();
                eps = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                momentum = reader.ReadDouble();
                centered = reader.ReadBoolean();
                maximize = reader.ReadBoolean();
            }

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var other = Same<Options>(source);
                alpha = other.alpha;
                eps = other.eps;
                weight_decay = other.weight_decay;
                momentum = other.momentum;
                centered = other.centered;
                maximize = other.maximize;
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                Write(writer, alpha, eps, weight_decay, momentum);
                Write(writer, centered, maximize);
            }
        }

        /// <summary>Parameters with options of their own.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            public ParamGroup() => base.Options = new Options();

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1E-08, double alpha = 0.99, double weight_decay = 0, double momentum = 0, bool centered = false)
                : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
            {
            }

            public double Momentum
            {
                get => Options.momentum ?? 0;
                set => Options.momentum = value;
            }
        }

        /// <summary>What is remembered of one parameter.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            private Tensor? _square_avg;
            private Tensor? _momentum_buffer;
            private Tensor? _grad_avg;

            public State(Parameter parameter) : base(parameter)
            {
            }

            public long step { get; set; }

            public Tensor square_avg
            {
                get => _square_avg!;
                set => Replace(ref _square_avg, value);
            }

            public Tensor? momentum_buffer
            {
                get => _momentum_buffer;
                set => Replace(ref _momentum_buffer, value);
            }

            public Tensor? grad_avg
            {
                get => _grad_avg;
                set => Replace(ref _grad_avg, value);
            }

            public void Dispose()
            {
                _square_avg?.Dispose();
                _momentum_buffer?.Dispose();
                _grad_avg?.Dispose();
            }

            public override void to(Device device)
            {
                Move(ref _square_avg, device);
                Move(ref _momentum_buffer, device);
                Move(ref _grad_avg, device);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                step = reader.ReadInt64();
                LoadConditionalStateTensor(reader, ref _square_avg, _parameter.device);
                LoadConditionalStateTensor(reader, ref _momentum_buffer, _parameter.device);
                LoadConditionalStateTensor(reader, ref _grad_avg, _parameter.device);
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                SaveConditionalStateTensor(writer, _square_avg);
                SaveConditionalStateTensor(writer, _momentum_buffer);
                SaveConditionalStateTensor(writer, _grad_avg);
            }

            public override void LoadStateDict(OptimizerState source)
            {
                var other = Same<State>(source);
                step = other.step;
                Copy(ref _square_avg, other._square_avg, _parameter);
                Copy(ref _momentum_buffer, other._momentum_buffer, _parameter);
                Copy(ref _grad_avg, other._grad_avg, _parameter);
            }

            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State state && step == state.step && Close(_square_avg, state._square_avg) && Close(_momentum_buffer, state._momentum_buffer) && Close(_grad_avg, state._grad_avg);

            public override void Initialize(OptimizerOptions options)
            {
                step = 0;
                square_avg = zeros_like(_parameter);
                momentum_buffer = ((Options)options).momentum is > 0 ? zeros_like(_parameter) : null;
                grad_avg = ((Options)options).centered ?? false ? zeros_like(_parameter) : null;
            }
        }
    }
}
