namespace Research.Cli.Doctor;

/// <summary>One line of the doctor's report.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Fix">What to do about it; null where nothing is to be done.</param>
internal sealed record CheckResult(string Name, CheckState State, string Detail, string? Fix = null)
{
    public static CheckResult Ok(string name, string detail) => new(name, CheckState.Ok, detail);

    public static CheckResult Warning(string name, string detail, string? fix = null) => new(name, CheckState.Warning, detail, fix);

    public static CheckResult Failure(string name, string detail, string? fix = null) => new(name, CheckState.Failure, detail, fix);

    /// <summary>Runs a check; an error becomes a failure with its text.</summary>
    public static CheckResult Of(string name, string? fix, Func<CheckResult> check)
    {
        try
        {
            return check();
        }
        catch (Exception error)
        {
            // The cause of a type initialiser's or a reflection call's error is what helps.
            while (error is TypeInitializationException or System.Reflection.TargetInvocationException && error.InnerException is { } inner) error = inner;
            return Failure(name, error.Message.ReplaceLineEndings(" "), fix);
        }
    }
}
