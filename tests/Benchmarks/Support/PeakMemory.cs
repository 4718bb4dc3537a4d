using System.Globalization;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Validators;

namespace Research.Benchmarks.Support;

/// <summary>
/// Highest resident memory of the process while a benchmark ran, setup included (VmHWM of Linux; no column elsewhere).
/// Before, garbage is collected and the C library returns its free blocks, so that earlier benchmarks do not count.
/// </summary>
internal sealed class PeakMemory : IDiagnoser
{
    private const string Status = "/proc/self/status", Reset = "/proc/self/clear_refs";

    private readonly Dictionary<BenchmarkCase, double> megabytes = [];

    public IEnumerable<string> Ids => [nameof(PeakMemory)];

    public IEnumerable<IExporter> Exporters => [];

    public IEnumerable<IAnalyser> Analysers => [];

    public RunMode GetRunMode(BenchmarkCase benchmarkCase) => RunMode.NoOverhead;

    public void Handle(HostSignal signal, DiagnoserActionParameters parameters)
    {
        if (!OperatingSystem.IsLinux()) return;
        if (signal == HostSignal.BeforeAnythingElse) Begin();
        else if (signal == HostSignal.AfterAll && Read() is { } peak) megabytes[parameters.BenchmarkCase] = peak;
    }

    public IEnumerable<Metric> ProcessResults(DiagnoserResults results) =>
        megabytes.TryGetValue(results.BenchmarkCase, out var peak) ? [new Metric(Descriptor.Instance, peak)] : [];

    public void DisplayResults(ILogger logger)
    {
        // The column says it.
    }

    public IEnumerable<ValidationError> Validate(ValidationParameters validationParameters) => [];

    private static void Begin()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers(); // they give native memory back
        GC.Collect();
        try
        {
            ReturnFreeBlocks(0);
            File.WriteAllText(Reset, "5"); // proc(5): 5 sets VmHWM to the present size
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException)
        {
            // A container may forbid it, another C library may lack it: the peak is then that of all benchmarks so far.
        }
    }

    private static double? Read()
    {
        var line = File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..]
            && double.TryParse(kilobytes, CultureInfo.InvariantCulture, out var value) ? value * 1024 / 1e6 : null;
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int ReturnFreeBlocks(nuint pad);

    private sealed class Descriptor : IMetricDescriptor
    {
        public static readonly Descriptor Instance = new();

        public string Id => nameof(PeakMemory);

        public string DisplayName => "Peak MB";

        public string Legend => "Highest resident memory of the process during the benchmark, its setup included";

        public string NumberFormat => "0";

        public UnitType UnitType => UnitType.Dimensionless;

        public string Unit => "";

        public bool TheGreaterTheBetter => false;

        public int PriorityInCategory => 0;

        public bool GetIsAvailable(Metric metric) => true;
    }
}
