using Research.Benchmarks.Support;

namespace Research.Benchmarks.Comparison;

/// <summary>DeepLabv2 training steps in single precision and in bfloat16; a network is built at its first step.</summary>
internal sealed class DeepLabSteps : IDisposable
{
    private readonly Dictionary<string, (Lazy<DeepLabStep> Step, double Loss)> running = [];

    public DeepLabSteps()
    {
        Add("deeplab-fp32", lowPrecision: false);
        Add("deeplab-bf16", lowPrecision: true);
    }

    /// <summary>Name to what takes a number of steps.</summary>
    public Dictionary<string, Action<int>> Operations { get; } = [];

    /// <summary>The loss of the last step taken; null for other operations.</summary>
    public double? LossOf(string operation) => running.TryGetValue(operation, out var entry) ? entry.Loss : null;

    public void Dispose()
    {
        foreach (var (step, _) in running.Values)
            if (step.IsValueCreated) step.Value.Dispose();
    }

    private void Add(string name, bool lowPrecision)
    {
        var step = new Lazy<DeepLabStep>(() => new DeepLabStep(lowPrecision));
        running[name] = (step, double.NaN);
        Operations[name] = count =>
        {
            for (var i = 0; i < count; i++) running[name] = (step, step.Value.Run());
        };
    }
}
