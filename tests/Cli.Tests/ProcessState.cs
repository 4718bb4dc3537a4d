namespace Research.Cli.Tests;

/// <summary>Tests that change the current directory or the environment of the process, as running a notebook does: one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessState
{
    public const string Name = "process state";
}
