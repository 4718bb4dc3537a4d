namespace Research.Cli;

/// <summary>What the shell gets; the help text lists the same.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl-C, by the shells' convention 128 + SIGINT.</summary>
    public const int Cancelled = 130;

    public const string Help = "0 done, 1 something failed or is wrong (the output says what), 2 wrong usage, 130 stopped by Ctrl-C";
}
