using BenchmarkDotNet.Configs;

namespace Research.Benchmarks.Support;

/// <summary>Adds the column of <see cref="PeakMemory"/> to a class of benchmarks.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PeakMemoryAttribute : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddDiagnoser(new PeakMemory());
}
