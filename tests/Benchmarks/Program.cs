using BenchmarkDotNet.Running;
using Research.Benchmarks;
using Research.Benchmarks.Comparison;
using Research.Benchmarks.Support;

// `serve` is the other half of python/compare.py and python/loading.py; everything else is BenchmarkDotNet's command line.
if (args is ["serve", ..])
    return MeasurementServer.Run(Console.In, Console.Out, args.ElementAtOrDefault(1));

// Without arguments BenchmarkDotNet would ask which benchmarks to run; here that means all of them.
string[] arguments = args.Length == 0 ? ["--filter", "*"] : args;
var began = DateTimeOffset.UtcNow;
var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkSettings).Assembly).Run(arguments, new BenchmarkSettings()).ToArray();
if (summaries.Length == 0)
    return 0; // --list, --help, or a filter that fits nothing (BenchmarkDotNet has said so)

var path = MarkdownReport.Write(summaries, BenchmarkSettings.Folder, began);
Console.WriteLine($"Written: {path}");
return summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
