namespace Research.Cli;

/// <summary>Something the user can mend: printed as one line without a stack trace.</summary>
internal sealed class UserErrorException(string message, int exitCode = ExitCodes.Failed, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
