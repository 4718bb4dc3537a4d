using Research.TorchSharpSuite;

// Runs TorchSharp's own test suite, which is not ours and not in this repository, against lib/Torch.
if (args is not [var folder, .. var rest] || folder is "-h" or "--help")
{
    Console.WriteLine("""
        usage: TorchSharpSuite FOLDER [--reasons FILE] [--only NAME]

        Compiles the test files in FOLDER (test/TorchSharpTest of a checkout of dotnet/TorchSharp) against lib/Torch, leaves out the test methods that
        name members which lib/Torch does not have, runs the others one after the other and counts. --reasons writes why each other one is missing, skipped or failed.
        """);
    return args.Length == 0 ? 2 : 0;
}
string? Value(string option) => Array.IndexOf(rest, option) is >= 0 and var at && at + 1 < rest.Length ? rest[at + 1] : null;
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine($"expected a folder with TorchSharp's test files, there is no {folder}");
    return 2;
}

var suite = SuiteCompiler.Compile(Path.GetFullPath(folder));
Console.WriteLine($"{suite.Compiled} test methods compile, {suite.Missing.Count} name members that are not here");
var results = SuiteRunner.Run(suite.Assembly, Path.GetFullPath(folder), Value("--only"));
foreach (var group in results.GroupBy(result => result.Class).OrderBy(group => group.Key, StringComparer.Ordinal))
    Console.WriteLine($"  {group.Key,-45} {group.Count(r => r.State == TestState.Passed),4} passed {group.Count(r => r.State == TestState.Failed),4} failed {group.Count(r => r.State == TestState.Skipped),4} skipped");
Console.WriteLine($"passed {results.Count(r => r.State == TestState.Passed)}, failed {results.Count(r => r.State == TestState.Failed)}, skipped {results.Count(r => r.State == TestState.Skipped)}");
if (Value("--reasons") is { } path)
{
    var lines = suite.Missing.Select(m => $"missing\t{m.Method}\t{m.Reason}")
        .Concat(results.Where(r => r.State != TestState.Passed).Select(r => $"{r.State.ToString().ToLowerInvariant()}\t{r.Class}.{r.Method}\t{r.Reason}"));
    File.WriteAllLines(path, lines.Order(StringComparer.Ordinal));
}
return 0;
