namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The schedules behind the factory functions, in PyTorch's chainable form and in closed form.</summary>
            public static partial class impl
            {
                /// <summary>The initial rate times a factor that depends on the epoch alone.</summary>
                internal sealed class Factor : LRScheduler
                {
                    private readonly Func<int, double> _factor;

                    internal Factor(Optimizer optimizer, Func<int, double> factor, int last_epoch, bool verbose) : base(optimizer, last_epoch, verbose)
                    {
                        _factor = factor;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => FromBase(_factor(_last_epoch));
                }

                /// <summary>The current rate times a factor at each step, so that several of them can act together.</summary>
                internal sealed class Ratio : LRScheduler
                {
                    private readonly Func<int, double> _ratio;
                    private readonly Func<int, double> _closed;

                    internal Ratio(Optimizer optimizer, Func<int, double> ratio, Func<int, double> closed, int last_epoch, bool verbose)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _ratio = ratio;
                        _closed = closed;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Times(_ratio(_last_epoch));
                    protected override IEnumerable<double> get_closed_form_lr() => FromBase(_closed(_last_epoch));
                }

                internal sealed class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _period;
                    private readonly double _least;

                    internal CosineAnnealingLR(Optimizer optimizer, double period, double least, int last_epoch, bool verbose) : base(optimizer, last_epoch, verbose)
                    {
                        _period = period;
                        _least = least;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0) return Current;
                        if ((_last_epoch - 1 - _period) % (2 * _period) == 0)
                            return Current.Zip(_base_lrs, (rate, first) => rate + (first - _least) * (1 - Math.Cos(Math.PI / _period)) / 2);
                        var ratio = (1 + Math.Cos(Math.PI * _last_epoch / _period)) / (1 + Math.Cos(Math.PI * (_last_epoch - 1) / _period));
                        return Current.Select(rate => ratio * (rate - _least) + _least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(first => _least + (first - _least) * (1 + Math.Cos(Math.PI * _last_epoch / _period)) / 2);
                }

                internal sealed class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;
                    private readonly int[] _milestones;

                    internal SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch)
                    {
                        _optimizer = optimizer;
                        _schedulers = [.. schedulers];
                        _milestones = [.. milestones];
                        if (_schedulers.Length != _milestones.Length + 1)
                            throw new ArgumentException($"{_schedulers.Length} schedulers need {_schedulers.Length - 1} milestones, {_milestones.Length} were given");
                        _last_epoch = last_epoch + 1;
                        // The later ones have already moved the rates when they were made: begin again with the first.
                        foreach (var group in optimizer.ParamGroups) group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in _schedulers) scheduler._last_epoch--;
                        _schedulers[0].step();
                    }

                    public override void step()
                    {
                        _last_epoch++;
                        var index = _milestones.Count(milestone => milestone <= _last_epoch);
                        if (index > 0 && _milestones[index - 1] == _last_epoch) _schedulers[index].step(0);
                        else _schedulers[index].step();
                    }
                }

                internal sealed class ChainedLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;

                    internal ChainedLR(IEnumerable<LRScheduler> schedulers)
                    {
                        _schedulers = [.. schedulers];
                        if (_schedulers.Length == 0) throw new ArgumentException("a chain needs at least one scheduler");
                        _optimizer = _schedulers[0]._optimizer;
                    }

                    public override void step()
                    {
                        foreach (var scheduler in _schedulers) scheduler.step();
                    }
                }

                internal sealed class ReduceLROnPlateau : LRScheduler
                {
                    private readonly PlateauOptions _options;
                    private double _best;
                    private int _bad;
                    private int _cooling;

                    internal ReduceLROnPlateau(Optimizer optimizer, PlateauOptions options, bool verbose) : base(optimizer, -1, verbose)
                    {
                        if (options.Factor >= 1) throw new ArgumentException($"the factor must be below 1, not {options.Factor}");
                        _options = options;
                        _best = options.Smaller ? double.PositiveInfinity : double.NegativeInfinity;
                        _last_epoch = 0;
                    }

                    public override void step() => throw new InvalidOperationException("this schedule needs the value it watches: step(value)");
                    public override void step(int? epoch) => step();

                    public override void step(double current, int? epoch = null)
                    {
                        _last_epoch = epoch ?? _last_epoch + 1;
                        if (Better(current)) (_best, _bad) = (current, 0);
                        else _bad++;
                        if (_cooling > 0) (_cooling, _bad) = (_cooling - 1, 0);
                        if (_bad <= _options.Patience) return;
                        Apply(Current.Select((rate, i) =>
                        {
                            var next = Math.Max(rate * _options.Factor, _options.Least is { Count: > 0 } least ? least[Math.Min(i, least.Count - 1)] : 0);
                            return rate - next > _options.Eps ? next : rate;
                        }));
                        (_cooling, _bad) = (_options.Cooldown, 0);
                    }

                    private bool Better(double value)
                    {
                        var sign = _options.Smaller ? -1 : 1;
                        var bound = _options.Relative
                            ? double.IsInfinity(_best) ? _best : _best * (1 + sign * _options.Threshold)
                            : _best + sign * _options.Threshold;
                        return _options.Smaller ? value < bound : value > bound;
                    }
                }

                internal sealed record PlateauOptions(
                    bool Smaller, double Factor, int Patience, double Threshold, bool Relative, int Cooldown, IList<double>? Least, double Eps);
            }
        }
    }
}
