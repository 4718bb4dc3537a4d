namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true,
                double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 10000,
                bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                OneCycleLR(
                    optimizer, [max_lr], total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, [base_momentum],
                    [max_momentum], div_factor, final_div_factor, three_phase, last_epoch, verbose);

            public static LRScheduler OneCycleLR(
                Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                double pct_start = 0.3, impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null,
                double div_factor = 25, double final_div_factor = 10000, bool three_phase = false, int last_epoch = -1, bool verbose = false)
            {
                var total = total_steps > 0 ? total_steps : epochs * steps_per_epoch;
                if (total <= 0 || (total_steps <= 0 && (epochs <= 0 || steps_per_epoch <= 0)))
                    throw new ArgumentException("either total_steps, or epochs and steps_per_epoch, must be positive");
                if (pct_start is < 0 or > 1) throw new ArgumentException($"pct_start lies in 0..1, not {pct_start}", nameof(pct_start));
                var options = new impl.OneCycleOptions(
                    total, pct_start, anneal_strategy, cycle_momentum, [.. base_momentum ?? [0.85]], [.. max_momentum ?? [0.95]], div_factor,
                    final_div_factor, three_phase);
                return new impl.OneCycleLR(optimizer, max_lr, options, last_epoch, verbose);
            }

            public static LRScheduler CyclicLR(
                Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000, int step_size_down = -1,
                impl.CyclicLR.Mode mode = impl.CyclicLR.Mode.Triangular, double gamma = 1, Func<double, double>? scale_fn = null,
                impl.CyclicLR.ScaleMode scale_mode = impl.CyclicLR.ScaleMode.Cycle, bool cycle_momentum = true, double base_momentum = 0.8,
                double max_momentum = 0.9, int last_epoch = -1, bool verbose = false) =>
                CyclicLR(
                    optimizer, [base_lr], [max_lr], step_size_up, step_size_down, mode, gamma, scale_fn, scale_mode, cycle_momentum,
                    [base_momentum], [max_momentum], last_epoch, verbose);

            public static LRScheduler CyclicLR(
                Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr, int step_size_up = 2000, int step_size_down = -1,
                impl.CyclicLR.Mode mode = impl.CyclicLR.Mode.Triangular, double gamma = 1, Func<double, double>? scale_fn = null,
                impl.CyclicLR.ScaleMode scale_mode = impl.CyclicLR.ScaleMode.Cycle, bool cycle_momentum = true,
                IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, int last_epoch = -1, bool verbose = false)
            {
                var scale = scale_fn ?? (mode switch
                {
                    impl.CyclicLR.Mode.Triangular => _ => 1,
                    impl.CyclicLR.Mode.Triangular2 => cycle => 1 / Math.Pow(2, cycle - 1),
                    _ => iteration => Math.Pow(gamma, iteration),
                });
                var byCycle = scale_fn is not null ? scale_mode == impl.CyclicLR.ScaleMode.Cycle : mode != impl.CyclicLR.Mode.ExpRange;
                var options = new impl.CyclicOptions(
                    step_size_up, step_size_down > 0 ? step_size_down : step_size_up, scale, byCycle, cycle_momentum, [.. base_momentum ?? [0.8]],
                    [.. max_momentum ?? [0.9]]);
                return new impl.CyclicLR(optimizer, base_lr, max_lr, options, last_epoch, verbose);
            }
        }
    }
}
