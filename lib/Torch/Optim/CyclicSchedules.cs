namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up to a largest rate and down to nearly nothing within one run, momentum the other way.</summary>
                public sealed class OneCycleLR : LRScheduler
                {
                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    private readonly double[] _most;
                    private readonly (double End, Func<int, double> Rate, Func<int, double> Momentum)[] _phases;
                    private readonly AnnealStrategy _strategy;
                    private readonly bool _momentum;
                    private readonly int _total;

                    internal OneCycleLR(Optimizer optimizer, IEnumerable<double> most, OneCycleOptions options, int last_epoch, bool verbose)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _most = [.. most];
                        _strategy = options.Strategy;
                        _momentum = options.CycleMomentum;
                        _total = options.TotalSteps;
                        double Start(int i) => _most[i] / options.DivFactor;
                        double Least(int i) => Start(i) / options.FinalDivFactor;
                        double Low(int i) => options.BaseMomentum[Math.Min(i, options.BaseMomentum.Length - 1)];
                        double High(int i) => options.MaxMomentum[Math.Min(i, options.MaxMomentum.Length - 1)];
                        var peak = options.PctStart * _total - 1;
                        _phases = options.ThreePhase
                            ? [(-1, Start, High), (peak, i => _most[i], Low), (2 * options.PctStart * _total - 2, Start, High), (_total - 1, Least, High)]
                            : [(-1, Start, High), (peak, i => _most[i], Low), (_total - 1, Least, High)];
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _total) throw new InvalidOperationException($"step {_last_epoch} of a cycle of {_total}");
                        if (_momentum)
                            foreach (var (group, i) in _optimizer!.ParamGroups.Select((group, i) => (group, i)))
                                SetMomentum(group, At(phase => phase.Momentum(i)));
                        return Enumerable.Range(0, _base_lrs.Count).Select(i => At(phase => phase.Rate(Math.Min(i, _most.Length - 1)))).ToArray();
                    }

                    private double At(Func<(double End, Func<int, double> Rate, Func<int, double> Momentum), double> value)
                    {
                        var next = 1;
                        while (next < _phases.Length - 1 && _last_epoch > _phases[next].End) next++;
                        var begin = Math.Max(0, _phases[next - 1].End);
                        var share = (_last_epoch - begin) / (_phases[next].End - begin);
                        var (from, to) = (value(_phases[next - 1]), value(_phases[next]));
                        return _strategy == AnnealStrategy.Cos ? to + (from - to) / 2 * (Math.Cos(Math.PI * share) + 1) : from + (to - from) * share;
                    }
                }

                internal sealed record OneCycleOptions(
                    int TotalSteps, double PctStart, OneCycleLR.AnnealStrategy Strategy, bool CycleMomentum, double[] BaseMomentum,
                    double[] MaxMomentum, double DivFactor, double FinalDivFactor, bool ThreePhase);

                /// <summary>Up and down between two rates, again and again.</summary>
                public sealed class CyclicLR : LRScheduler
                {
                    public enum Mode
                    {
                        Triangular,
                        Triangular2,
                        ExpRange,
                    }

                    public enum ScaleMode
                    {
                        Cycle,
                        Iterations,
                    }

                    private readonly double[] _low;
                    private readonly double[] _high;
                    private readonly CyclicOptions _options;

                    internal CyclicLR(Optimizer optimizer, IEnumerable<double> low, IEnumerable<double> high, CyclicOptions options, int last_epoch, bool verbose)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _low = [.. low];
                        _high = [.. high];
                        _options = options;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var cycle = Math.Floor(1 + (double)_last_epoch / (_options.Up + _options.Down));
                        var place = 1 + (double)_last_epoch / (_options.Up + _options.Down) - cycle;
                        var ratio = (double)_options.Up / (_options.Up + _options.Down);
                        var height = place <= ratio ? place / ratio : (place - 1) / (ratio - 1);
                        var scale = _options.Scale(_options.ByCycle ? cycle : _last_epoch);
                        if (_options.CycleMomentum)
                            foreach (var (group, i) in _optimizer!.ParamGroups.Select((group, i) => (group, i)))
                                SetMomentum(group, Of(_options.MaxMomentum, i) - (Of(_options.MaxMomentum, i) - Of(_options.BaseMomentum, i)) * height * scale);
                        return Enumerable.Range(0, _base_lrs.Count).Select(i => Of(_low, i) + (Of(_high, i) - Of(_low, i)) * height * scale).ToArray();
                    }

                    private static double Of(double[] values, int i) => values[Math.Min(i, values.Length - 1)];
                }

                internal sealed record CyclicOptions(
                    int Up, int Down, Func<double, double> Scale, bool ByCycle, bool CycleMomentum, double[] BaseMomentum, double[] MaxMomentum);

                /// <summary>Momentum, or the first of Adam's two factors.</summary>
                private static void SetMomentum(ILearningRateController group, double value)
                {
                    if (group is IMomentum momentum) momentum.Momentum = value;
                    else if (group is IBetas betas) betas.Betas = (value, betas.Betas.Item2);
                    else if (group is Modules.ParamGroup { Options: Modules.SGD.Options sgd }) sgd.momentum = value;
                    else if (group is Modules.ParamGroup { Options: Modules.Adam.Options adam }) adam.beta1 = value;
                    else if (group is Modules.ParamGroup { Options: Modules.AdamW.Options adamw }) adamw.beta1 = value;
                    else if (group is Modules.ParamGroup { Options: Modules.RMSProp.Options rms }) rms.momentum = value;
                }
            }
        }
    }
}
