using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Csv;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Research.Benchmarks.Support;

namespace Research.Benchmarks;

/// <summary>How all benchmarks run: shortly, and inside this process, so that nothing is restored or compiled on the way.</summary>
internal sealed class BenchmarkSettings : ManualConfig
{
    public BenchmarkSettings()
    {
        AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(20), logOutput: true))
            .WithWarmupCount(1)
            .WithIterationCount(7)
            .WithIterationTime(TimeInterval.FromMilliseconds(200))
            .WithId("Short"));
        AddLogger(ConsoleLogger.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Median, StatisticColumn.OperationsPerSecond);
        HideColumns(Column.Error);
        AddExporter(CsvExporter.Default);
        ArtifactsPath = Folder;
        Options |= ConfigOptions.DisableLogFile;
    }

    /// <summary>artifacts/benchmarks of the checkout; of the working directory where the program runs outside one.</summary>
    public static string Folder => Path.Combine(Checkout.Root ?? Environment.CurrentDirectory, "artifacts", "benchmarks");
}
