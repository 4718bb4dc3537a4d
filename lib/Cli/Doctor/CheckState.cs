namespace Research.Cli.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckState
{
    Ok,

    /// <summary>Works, but slower or with less than it could.</summary>
    Warning,

    /// <summary>Something the main commands need does not work.</summary>
    Failure,
}
