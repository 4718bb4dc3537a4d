namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.Factor(optimizer, lr_lambda, last_epoch, verbose);

            public static LRScheduler MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.Ratio(
                    optimizer, epoch => epoch > 0 ? lr_lambda(epoch) : 1,
                    epoch => Enumerable.Range(1, epoch).Aggregate(1.0, (product, e) => product * lr_lambda(e)), last_epoch, verbose);

            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.Ratio(
                    optimizer, epoch => epoch > 0 && epoch % step_size == 0 ? gamma : 1, epoch => Math.Pow(gamma, epoch / step_size), last_epoch, verbose);

            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.Ratio(
                    optimizer, epoch => Math.Pow(gamma, milestones.Count(milestone => milestone == epoch)),
                    epoch => Math.Pow(gamma, milestones.Count(milestone => milestone <= epoch)), last_epoch, verbose);

            public static LRScheduler PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false) =>
                new impl.Ratio(
                    optimizer,
                    epoch => epoch == 0 || epoch > total_iters ? 1
                        : Math.Pow((1.0 - (double)epoch / total_iters) / (1.0 - (double)(epoch - 1) / total_iters), power),
                    epoch => Math.Pow(1.0 - (double)Math.Min(epoch, total_iters) / total_iters, power), last_epoch, verbose);

            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.Ratio(optimizer, epoch => epoch > 0 ? gamma : 1, epoch => Math.Pow(gamma, epoch), last_epoch, verbose);

            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.Ratio(
                    optimizer, epoch => epoch == 0 ? factor : epoch == total_iters ? 1 / factor : 1, epoch => epoch < total_iters ? factor : 1,
                    last_epoch, verbose);

            public static LRScheduler LinearLR(
                Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false)
            {
                double At(int epoch) => start_factor + (end_factor - start_factor) * Math.Min(epoch, total_iters) / total_iters;
                return new impl.Ratio(
                    optimizer, epoch => epoch == 0 ? start_factor : epoch > total_iters ? 1 : At(epoch) / At(epoch - 1), At, last_epoch, verbose);
            }

            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            public static LRScheduler SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) =>
                new impl.SequentialLR(optimizer, schedulers, milestones, last_epoch);

            public static LRScheduler ChainedLR(IEnumerable<LRScheduler> schedulers) => new impl.ChainedLR(schedulers);

            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 0.0001,
                string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1E-08, bool verbose = false)
            {
                if (mode is not ("min" or "max")) throw new ArgumentException($"the mode is min or max, not '{mode}'", nameof(mode));
                if (threshold_mode is not ("rel" or "abs"))
                    throw new ArgumentException($"the threshold's mode is rel or abs, not '{threshold_mode}'", nameof(threshold_mode));
                var options = new impl.PlateauOptions(mode == "min", factor, patience, threshold, threshold_mode == "rel", cooldown, min_lr, eps);
                return new impl.ReduceLROnPlateau(optimizer, options, verbose);
            }
        }
    }
}
