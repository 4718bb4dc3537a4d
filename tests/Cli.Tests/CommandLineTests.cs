using System.CommandLine;
using Research.Cli.Output;

namespace Research.Cli.Tests;

public class CommandLineTests
{
    public static TheoryData<string> AllCommands
    {
        get
        {
            var data = new TheoryData<string>();
            Add(CommandLine.Build(new CliConsole(TextWriter.Null, TextWriter.Null, false, TimeProvider.System), out _), "");
            return data;

            void Add(Command command, string path)
            {
                data.Add(path);
                foreach (var child in command.Subcommands.Where(c => !c.Hidden)) Add(child, $"{path} {child.Name}".Trim());
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void Help_EveryCommand_HasDescriptionExamplesAndExitCodes(string path)
    {
        var help = CliRun.Of([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(ExitCodes.Done, help.ExitCode);
        Assert.Empty(help.Error);
        Assert.Contains("Description:\n  ", help.Output);
        Assert.Contains("Examples:\n  research", help.Output.Replace("RESEARCH_DATA=~/datasets ", ""));
        Assert.Contains("2 wrong usage", help.Output);
        Assert.All(help.Output.Split('\n'), line => Assert.True(line.Length <= 130, line));
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void Examples_EveryCommand_Parse(string path)
    {
        var help = CliRun.Of([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Output;
        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal));
        var root = CommandLine.Build(new CliConsole(TextWriter.Null, TextWriter.Null, false, TimeProvider.System), out _);
        foreach (var example in examples)
        {
            var arguments = example[(example.IndexOf("research ", StringComparison.Ordinal) + 9)..].Trim();
            Assert.True(root.Parse(arguments).Errors.Count == 0, $"'{arguments}': {string.Join("; ", root.Parse(arguments).Errors.Select(e => e.Message))}");
        }
    }

    [Fact]
    public void Version_Asked_NamesCommit()
    {
        var run = CliRun.Of("--version");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^research \d+\.\d+\.\d+ \(commit ([0-9a-f]{40}(\.modified)?|unknown)\)\n$", run.Output);
    }

    [Theory]
    [InlineData("dotcor", "error: unknown command 'dotcor'; did you mean 'doctor'?\nsee: research --help\n")]
    [InlineData("data verfy", "error: unknown command 'verfy'; did you mean 'verify'?\nsee: research data --help\n")]
    [InlineData("doctor --dta x", "error: unknown option '--dta'; did you mean '--data'?\nsee: research doctor --help\n")]
    [InlineData("doctor --verbos", "error: unknown option '--verbos'; did you mean '--verbose'?\nsee: research doctor --help\n")]
    [InlineData("xyzzy", "error: unknown command 'xyzzy'\nsee: research --help\n")]
    [InlineData("doctor extra", "error: unknown argument 'extra'\nsee: research doctor --help\n")]
    [InlineData("data", "error: expected a command: list, verify, stats, prepare, fetch\nsee: research data --help\n")]
    [InlineData("data verify", "error: expected NAME after 'verify', got nothing\nsee: research data verify --help\n")]
    [InlineData("doctor --data", "error: --data: expected a value, got none\nsee: research doctor --help\n")]
    [InlineData("scenes preview --count x", "error: --count: expected a whole number, got 'x'\nsee: research scenes preview --help\n")]
    [InlineData("@nofile", "error: unknown command '@nofile'\nsee: research --help\n")]
    public void Run_WrongUsage_SaysWhatWasExpectedAndReturnsTwo(string arguments, string expected)
    {
        var run = CliRun.Of(arguments.Split(' '));
        Assert.Equal(expected, run.Error);
        Assert.Empty(run.Output);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }

    [Fact]
    public void Run_NoArguments_PrintsHelpAndReturnsTwo()
    {
        var run = CliRun.Of();
        Assert.Contains("Usage:", run.Error);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }

    [Theory]
    [InlineData("report", "repotr", 1)]    // a swap counts once
    [InlineData("abc", "abc", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_TwoWords_IsTheNumberOfChanges(string a, string b, int expected) => Assert.Equal(expected, Suggestions.Distance(a, b));
}
