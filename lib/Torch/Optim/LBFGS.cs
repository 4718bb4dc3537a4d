using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Limited-memory BFGS without a line search; needs a closure that computes loss and gradients again.</summary>
    public class LBFGS : OptimizerHelper
    {
        private readonly Options _options;
        private readonly Memory _memory = new();

        internal LBFGS(
            IEnumerable<Parameter> parameters, double lr, long max_iter, long? max_eval, double tolerange_grad, double tolerance_change,
            long history_size)
        {
            _options = new Options
            {
                LearningRate = lr, InitialLearningRate = lr, max_iter = max_iter, max_eval = max_eval ?? max_iter * 5 / 4,
                tolerance_grad = tolerange_grad, tolerance_change = tolerance_change, history_size = history_size,
            };
            _defaults = _options;
            add_param_group(new ParamGroup { Parameters = parameters, Options = _options });
        }

        public override Tensor step(Func<Tensor>? closure = null)
        {
            ArgumentNullException.ThrowIfNull(closure);
            Tensor Evaluate()
            {
                using var recorded = enable_grad();
                return closure();
            }
            var first = Evaluate();
            using var gradless = no_grad();
            using var scope = NewDisposeScope();
            Minimise(first, Evaluate);
            return first;
        }

        private void Minimise(Tensor first, Func<Tensor> evaluate)
        {
            var rate = _parameter_groups[0].LearningRate;
            var (loss, gradient) = (first.ToDouble(), Gradient());
            if (Largest(gradient) <= _options.tolerance_grad) return;
            long evaluations = 1;
            for (var i = 0L; i < _options.max_iter; i++)
            {
                var initial = _memory.Direction is null;
                var direction = initial ? -gradient : Next(gradient);
                _memory.Keep(direction, gradient);
                var length = initial ? Math.Min(1, 1 / gradient.abs().sum().ToDouble()) * rate : rate;
                var slope = gradient.dot(direction).ToDouble();
                if (slope > -_options.tolerance_change) return;
                Move(direction, length);
                _memory.Length = length;
                if (i == _options.max_iter - 1 || evaluations >= _options.max_eval) return;
                var before = loss;
                loss = evaluate().ToDouble();
                gradient = Gradient();
                evaluations++;
                if (Largest(gradient) <= _options.tolerance_grad || Largest(direction) * length <= _options.tolerance_change) return;
                if (Math.Abs(loss - before) < _options.tolerance_change) return;
            }
        }

        /// <summary>The two-loop recursion over the remembered steps.</summary>
        private Tensor Next(Tensor gradient)
        {
            var y = gradient - _memory.Gradient!;
            var s = _memory.Direction! * _memory.Length;
            var product = y.dot(s).ToDouble();
            if (product > 1e-10) _memory.Add(y, s, 1 / product, product / y.dot(y).ToDouble(), _options.history_size);
            var count = _memory.Steps.Count;
            var weights = new double[count];
            var q = -gradient;
            for (var i = count - 1; i >= 0; i--)
            {
                weights[i] = _memory.Steps[i].S.dot(q).ToDouble() * _memory.Steps[i].Ratio;
                q.add_(_memory.Steps[i].Y, -weights[i]);
            }
            var result = q * _memory.Diagonal;
            for (var i = 0; i < count; i++)
            {
                var back = _memory.Steps[i].Y.dot(result).ToDouble() * _memory.Steps[i].Ratio;
                result.add_(_memory.Steps[i].S, weights[i] - back);
            }
            return result;
        }

        private Tensor Gradient() => cat(parameters().Select(parameter => (parameter.grad ?? zeros_like(parameter)).reshape(-1)).ToArray());

        private void Move(Tensor direction, double length)
        {
            var position = 0L;
            foreach (var parameter in parameters())
            {
                var count = parameter.numel();
                parameter.add_(direction.narrow(0, position, count).view_as(parameter), length);
                position += count;
            }
        }

        private static double Largest(Tensor tensor) => tensor.abs().max().ToDouble();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _memory.Dispose();
            base.Dispose(disposing);
        }

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);
        private protected override OptimizerOptions NewOptions() => new Options();

        private protected override void Complete(OptimizerOptions options)
        {
        }

        /// <summary>The limits of the search.</summary>
        public class Options : OptimizerOptions
        {
            public long max_iter;
            public long max_eval;
            public double tolerance_grad;
            public double tolerance_change;
            public long history_size;
        }

        /// <summary>Nothing per parameter: what is remembered concerns all of them together and begins anew after loading.</summary>
        public sealed class State : OptimizerState
        {
            public State(Parameter parameter) : base(parameter)
            {
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
            }

            public override void LoadStateDict(BinaryReader reader)
            {
            }

            public override void LoadStateDict(OptimizerState source)
            {
            }

            public override void Initialize(OptimizerOptions options)
            {
            }
        }

        /// <summary>The last direction and gradient, and the steps that describe the curvature.</summary>
        private sealed class Memory : IDisposable
        {
            internal Tensor? Direction { get; private set; }
            internal Tensor? Gradient { get; private set; }
            internal double Length { get; set; }
            internal double Diagonal { get; private set; } = 1;
            internal List<(Tensor Y, Tensor S, double Ratio)> Steps { get; } = [];

            internal void Keep(Tensor direction, Tensor gradient)
            {
                Direction?.Dispose();
                Gradient?.Dispose();
                Direction = direction.clone().DetachFromDisposeScope();
                Gradient = gradient.clone().DetachFromDisposeScope();
            }

            internal void Add(Tensor y, Tensor s, double ratio, double diagonal, long most)
            {
                if (Steps.Count == most)
                {
                    Steps[0].Y.Dispose();
                    Steps[0].S.Dispose();
                    Steps.RemoveAt(0);
                }
                Steps.Add((y.DetachFromDisposeScope(), s.DetachFromDisposeScope(), ratio));
                Diagonal = diagonal;
            }

            public void Dispose()
            {
                Direction?.Dispose();
                Gradient?.Dispose();
                foreach (var (y, s, _) in Steps)
                {
                    y.Dispose();
                    s.Dispose();
                }
                Steps.Clear();
            }
        }
    }
}
