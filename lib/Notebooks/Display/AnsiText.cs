using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>The few ANSI colour sequences that tracebacks use.</summary>
internal static partial class AnsiText
{
    public static string Red(string text) => $"\e[0;31m{text}\e[0m";

    public static string Green(string text) => $"\e[0;32m{text}\e[0m";

    public static string Cyan(string text) => $"\e[0;36m{text}\e[0m";

    public static string Grey(string text) => $"\e[0;90m{text}\e[0m";

    public static string Strip(string text) => Sequence().Replace(text, "");

    [GeneratedRegex("\\x1b\\[[0-9;]*[A-Za-z]")]
    private static partial Regex Sequence();
}
