namespace Research.Adaptation.Data;

/// <summary>One thing that is wrong with a dataset.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Split">The split concerned.</param>
/// <param name="File">The file, relative to the dataset's folder.</param>
/// <param name="Message">What was expected, what is there.</param>
public sealed record DatasetProblem(DatasetProblemKind Kind, string Split, string File, string Message)
{
    /// <summary>One line: file, kind and message.</summary>
    public override string ToString() => $"{File}: {Word}: {Message}";

    private string Word => Kind switch
    {
        DatasetProblemKind.Missing => "missing",
        DatasetProblemKind.Unreadable => "unreadable",
        DatasetProblemKind.WrongSize => "wrong size",
        DatasetProblemKind.WrongKind => "wrong kind",
        DatasetProblemKind.WrongCount => "wrong count",
        _ => "leaves its folder",
    };
}
