using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Stochastic gradient descent with momentum, as PyTorch computes it, whole groups per operator.</summary>
    public class SGD : OptimizerHelper, optim.IMomentum
    {
        public SGD(
            IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
        {
        }

        public SGD(
            IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
        {
            if (lr < 0) throw new ArgumentException($"the learning rate cannot be negative: {lr}", nameof(lr));
            if (momentum < 0) throw new ArgumentException($"the momentum cannot be negative: {momentum}", nameof(momentum));
            if (weight_decay < 0) throw new ArgumentException($"the weight decay cannot be negative: {weight_decay}", nameof(weight_decay));
            if (nesterov && (momentum <= 0 || dampening != 0)) throw new ArgumentException("nesterov needs momentum and no dampening");
            _defaults = new Options
            {
                LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay,
                nesterov = nesterov, maximize = maximize,
            };
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
            var active = Active<State>(group, options.maximize ?? false);
            if (active.Count == 0) return;
            Tensor[] parameters = [.. active.Select(entry => entry.Parameter)];
            Tensor[] gradients = [.. active.Select(entry => entry.Gradient)];
            if (options.weight_decay is { } decay and not 0) gradients = Aten._foreach_add__List.CallMany(gradients, parameters, decay);
            if (options.momentum is { } momentum and not 0)
            {
                var buffers = Buffers(active, gradients, momentum, options.dampening ?? 0);
                gradients = options.nesterov ?? false ? Aten._foreach_add__List.CallMany(gradients, buffers, momentum) : buffers;
            }
            Aten._foreach_add___List.Run(parameters, gradients, -group.LearningRate);
        }

        /// <summary>The first gradient is taken as it is; from then on old and new are mixed.</summary>
        private static Tensor[] Buffers(List<(Parameter, Tensor, State)> active, Tensor[] gradients, double momentum, double dampening)
        {
            List<Tensor> old = [], added = [];
            for (var i = 0; i < active.Count; i++)
            {
                var state = active[i].Item3;
                if (state.momentum_buffer is null)
                {
                    state.momentum_buffer = gradients[i].clone().DetachFromDisposeScope();
                    continue;
                }
                old.Add(state.momentum_buffer);
                added.Add(gradients[i]);
            }
            if (old.Count > 0)
            {
                Aten._foreach_mul___Scalar.Run(old.ToArray(), momentum);
                Aten._foreach_add___List.Run(old.ToArray(), added.ToArray(), 1 - dampening);
            }
            return [.. active.Select(entry => entry.Item3.momentum_buffer!)];
        }

        public override void add_param_group(Modules.ParamGroup param_group) => base.add_param_group(param_group);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);
        private protected override OptimizerOptions NewOptions() => new Options();

        private protected override void Complete(OptimizerOptions options)
        {
            var (own, mine) = ((Options)options, (Options)_defaults);
            own.momentum ??= mine.momentum;
            own.dampening ??= mine.dampening;
            own.weight_decay ??= mine.weight_decay;
            own.nesterov ??= mine.nesterov;
            own.maximize ??= mine.maximize;
        }

        /// <summary>Options of a group.</summary>
        public class Options : OptimizerOptions
        {
            public double? momentum;
            public double? dampening;
            public double? weight_decay;
            public bool? nesterov;
            public bool? maximize;

            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                momentum = reader.ReadDouble();
                dampening = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                nesterov = reader.ReadBoolean();
                maximize = reader.ReadBoolean();
            }

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var other = Same<Options>(source);
                (momentum, dampening, weight_decay, nesterov, maximize) =
                    (other.momentum, other.dampening, other.weight_decay, other.nesterov, other.maximize);
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                Write(writer, momentum, dampening, weight_decay);
                Write(writer, nesterov, maximize);
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
                IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false, bool maximize = false)
                : base(parameters, new Options
                {
                    LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov,
                    maximize = maximize,
                })
            {
            }

            public double Momentum
            {
                get => Options.momentum ?? 0;
                set => Options.momentum = value;
            }
        }

        /// <summary>The momentum of one parameter; null before the first step.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            private Tensor? _buffer;

            public State(Parameter parameter) : base(parameter)
            {
            }

            public Tensor? momentum_buffer
            {
                get => _buffer;
                set => Replace(ref _buffer, value);
            }

            public void Dispose() => _buffer?.Dispose();
            public override void to(Device device) => Move(ref _buffer, device);
            public override void LoadStateDict(BinaryReader reader) => LoadConditionalStateTensor(reader, ref _buffer, _parameter.device);
            public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, _buffer);
            public override void LoadStateDict(OptimizerState source) => Copy(ref _buffer, Same<State>(source)._buffer, _parameter);
            public override bool ApproximatelyEquals(OptimizerState other) => other is State state && Close(_buffer, state._buffer);
            public override void Initialize(OptimizerOptions options) => momentum_buffer = null;
        }
    }
}
