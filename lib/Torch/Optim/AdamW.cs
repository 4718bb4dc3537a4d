using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Adam, with the decay applied to the parameters themselves.</summary>
    public class AdamW : OptimizerHelper, optim.IBetas
    {
        public AdamW(
            IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
        {
        }

        public AdamW(
            IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        {
            if (lr < 0) throw new ArgumentException($"the learning rate cannot be negative: {lr}", nameof(lr));
            _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize };
            foreach (var group in parameters) add_param_group(group);
        }

        public (double, double) Betas
        {
            get => (((Options)_defaults).beta1 ?? 0, ((Options)_defaults).beta2 ?? 0);
            set
            {
                foreach (var options in _parameter_groups.Select(group => (Options)group.Options).Append((Options)_defaults))
                    (options.beta1, options.beta2) = value;
            }
        }

        public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

        private void Update(ParamGroup group)
        {
            var options = group.Options;
            var (beta1, beta2) = (options.beta1 ?? 0, options.beta2 ?? 0);
            var active = Active<State>(group, options.maximize ?? false);
            if (active.Count == 0) return;
            Tensor[] parameters = [.. active.Select(entry => entry.Parameter)];
            Tensor[] gradients = [.. active.Select(entry => entry.Gradient)];
            if (options.weight_decay is { } decay and not 0) Aten._foreach_mul___Scalar.Run(parameters, 1 - group.LearningRate * decay);
            Tensor[] means = [.. active.Select(entry => entry.State.exp_avg)], squares = [.. active.Select(entry => entry.State.exp_avg_sq)];
            Aten._foreach_mul___Scalar.Run(means, beta1);
            Aten._foreach_add___List.Run(means, gradients, 1 - beta1);
            Aten._foreach_mul___Scalar.Run(squares, beta2);
            Aten._foreach_addcmul___Scalar.Run(squares, gradients, gradients, 1 - beta2);
            for (var i = 0; i < active.Count; i++)
            {
                var state = active[i].State;
                state.step++;
                var (correction1, correction2) = (1 - Math.Pow(beta1, state.step), 1 - Math.Pow(beta2, state.step));
                var second = squares[i];
                if (state.max_exp_avg_sq is { } largest) Aten.maximum__out.Run(largest, second, second = largest);
                using var root = second.sqrt();
                using var denominator = root.div_(Math.Sqrt(correction2)).add_(options.eps ?? 0);
                parameters[i].addcdiv_(means[i], denominator, -group.LearningRate / correction1);
            }
        }


        public override void add_param_group(Modules.ParamGroup param_group) => base.add_param_group(param_group);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);
        private protected override OptimizerOptions NewOptions() => new Options();

        private protected override void Complete(OptimizerOptions options)
        {
            var (own, mine) = ((Options)options, (Options)_defaults);
            own.beta1 ??= mine.beta1;
            own.beta2 ??= mine.beta2;
            own.eps ??= mine.eps;
            own.weight_decay ??= mine.weight_decay;
            own.amsgrad ??= mine.amsgrad;
            own.maximize ??= mine.maximize;
        }

        /// <summary>Options of a group.</summary>
        public class Options : OptimizerOptions
        {
            public double? beta1;
            public double? beta2;
            public double? eps;
            public double? weight_decay;
            public bool? amsgrad;
            public bool? maximize;

            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                beta1 = reader.ReadDouble();
                beta2 = reader.ReadDouble();
                eps = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                amsgrad = reader.ReadBoolean();
                maximize = reader.ReadBoolean();
            }

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var other = Same<Options>(source);
                beta1 = other.beta1;
                beta2 = other.beta2;
                eps = other.eps;
                weight_decay = other.weight_decay;
                amsgrad = other.amsgrad;
                maximize = other.maximize;
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                Write(writer, beta1, beta2, eps, weight_decay);
                Write(writer, amsgrad, maximize);
            }
        }

        /// <summary>Parameters with options of their own.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IBetas
        {
            public ParamGroup() => base.Options = new Options();

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
            {
            }

            public (double, double) Betas
            {
                get => (Options.beta1 ?? 0, Options.beta2 ?? 0);
                set => (Options.beta1, Options.beta2) = value;
            }
        }

        /// <summary>What is remembered of one parameter.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            private Tensor? _exp_avg;
            private Tensor? _exp_avg_sq;
            private Tensor? _max_exp_avg_sq;

            public State(Parameter parameter) : base(parameter)
            {
            }

            public long step { get; set; }

            public Tensor exp_avg
            {
                get => _exp_avg!;
                set => Replace(ref _exp_avg, value);
            }

            public Tensor exp_avg_sq
            {
                get => _exp_avg_sq!;
                set => Replace(ref _exp_avg_sq, value);
            }

            public Tensor? max_exp_avg_sq
            {
                get => _max_exp_avg_sq;
                set => Replace(ref _max_exp_avg_sq, value);
            }

            public void Dispose()
            {
                _exp_avg?.Dispose();
                _exp_avg_sq?.Dispose();
                _max_exp_avg_sq?.Dispose();
            }

            public override void to(Device device)
            {
                Move(ref _exp_avg, device);
                Move(ref _exp_avg_sq, device);
                Move(ref _max_exp_avg_sq, device);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                step = reader.ReadInt64();
                LoadConditionalStateTensor(reader, ref _exp_avg, _parameter.device);
                LoadConditionalStateTensor(reader, ref _exp_avg_sq, _parameter.device);
                LoadConditionalStateTensor(reader, ref _max_exp_avg_sq, _parameter.device);
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                SaveConditionalStateTensor(writer, _exp_avg);
                SaveConditionalStateTensor(writer, _exp_avg_sq);
                SaveConditionalStateTensor(writer, _max_exp_avg_sq);
            }

            public override void LoadStateDict(OptimizerState source)
            {
                var other = Same<State>(source);
                step = other.step;
                Copy(ref _exp_avg, other._exp_avg, _parameter);
                Copy(ref _exp_avg_sq, other._exp_avg_sq, _parameter);
                Copy(ref _max_exp_avg_sq, other._max_exp_avg_sq, _parameter);
            }

            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State state && step == state.step && Close(_exp_avg, state._exp_avg) && Close(_exp_avg_sq, state._exp_avg_sq) && Close(_max_exp_avg_sq, state._max_exp_avg_sq);

            public override void Initialize(OptimizerOptions options)
            {
                step = 0;
                exp_avg = zeros_like(_parameter);
                exp_avg_sq = zeros_like(_parameter);
                max_exp_avg_sq = ((Options)options).amsgrad ?? false ? zeros_like(_parameter) : null;
            }
        }
    }
}
