using Spectre.Console;

namespace Research.Cli.Output;

/// <summary>Where a command writes: passed in, so that tests and several runs in one process do not share a console.</summary>
internal sealed class CliConsole
{
    /// <param name="output">Results.</param>
    /// <param name="error">Errors and progress.</param>
    /// <param name="isLive">True where lines may be redrawn and coloured: a terminal that was not asked to stay plain.</param>
    /// <param name="time">The clock.</param>
    public CliConsole(TextWriter output, TextWriter error, bool isLive, TimeProvider time)
    {
        (Out, Error, IsLive, Time) = (output, error, isLive, time);
        Terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(error),
            Ansi = isLive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isLive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isLive ? InteractionSupport.Detect : InteractionSupport.No,
        });
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public bool IsLive { get; }

    public TimeProvider Time { get; }

    /// <summary>For progress bars, on the error stream: the output stays clean for pipes.</summary>
    public IAnsiConsole Terminal { get; }

    public static CliConsole OfProcess()
    {
        bool Set(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
        var plain = Console.IsErrorRedirected || Console.IsOutputRedirected || Set("NO_COLOR") || Set("CI")
            || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        return new CliConsole(Console.Out, Console.Error, !plain, TimeProvider.System);
    }

    /// <summary>A word in a colour where there are colours.</summary>
    public string Coloured(string text, string ansi) => IsLive ? $"\u001b[{ansi}m{text}\u001b[0m" : text;
}
