namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups, once per call of <see cref="step()"/>.</summary>
            public abstract class LRScheduler
            {
                private readonly bool _verbose;
                protected int _step_count;
                internal Optimizer? _optimizer;
                internal int _last_epoch = -1;
                internal IList<double> _base_lrs = [];

                protected LRScheduler()
                {
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _last_epoch = last_epoch;
                    _verbose = verbose;
                    if (last_epoch == -1)
                        foreach (var group in optimizer.ParamGroups) Begin(group);
                    _base_lrs = [.. optimizer.ParamGroups.Select(group => group.InitialLearningRate)];
                }

                public virtual void step()
                {
                    _step_count++;
                    _last_epoch++;
                    Apply(get_lr());
                }

                public virtual void step(int? epoch)
                {
                    if (epoch is null)
                    {
                        step();
                        return;
                    }
                    _step_count++;
                    _last_epoch = epoch.Value;
                    Apply(get_closed_form_lr());
                }

                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates of the groups as the last step set them.</summary>
                public IEnumerable<double> get_last_lr() => Current;

                protected virtual IEnumerable<double> get_lr() => Current;
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>The first schedule takes the rate as it stands; later ones over the same group keep what it took.</summary>
                private static void Begin(ILearningRateController group)
                {
                    if (group is Modules.ParamGroup { Options.Scheduled: true }) return;
                    group.InitialLearningRate = group.LearningRate;
                    if (group is Modules.ParamGroup known) known.Options.Scheduled = true;
                }

                private protected double[] Current => [.. (_optimizer?.ParamGroups ?? []).Select(group => group.LearningRate)];

                private protected IEnumerable<double> Times(double factor) => Current.Select(rate => rate * factor);

                private protected IEnumerable<double> FromBase(double factor) => _base_lrs.Select(rate => rate * factor);

                private protected void Apply(IEnumerable<double> rates)
                {
                    var values = rates.ToArray();
                    var number = 0;
                    foreach (var group in _optimizer!.ParamGroups)
                    {
                        if (_verbose && group.LearningRate != values[number])
                            System.Diagnostics.Trace.WriteLine($"learning rate of group {number}: {values[number]}");
                        group.LearningRate = values[number++];
                    }
                }
            }
        }
    }
}
