namespace Research.Adaptation.Data;

/// <summary>What is wrong with a file of a dataset.</summary>
public enum DatasetProblemKind
{
    /// <summary>A file that should be there is not.</summary>
    Missing,

    /// <summary>The file cannot be decoded: cut short, damaged, no picture.</summary>
    Unreadable,

    /// <summary>The picture has another size than the dataset's.</summary>
    WrongSize,

    /// <summary>The picture is of another kind: channels, bits, or a label value that the dataset does not have.</summary>
    WrongKind,

    /// <summary>A split has another number of files than it should.</summary>
    WrongCount,

    /// <summary>The path leads out of the dataset's folder.</summary>
    LeavesFolder,
}
