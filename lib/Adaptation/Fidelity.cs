namespace Research.Adaptation;

/// <summary>Which of two readings of a paper is meant where its released code departs from its text.</summary>
public enum Fidelity
{
    /// <summary>What the paper's text and equations say.</summary>
    Paper,

    /// <summary>What the authors' released code computes, including what looks like a slip; published numbers come from it.</summary>
    ReleasedCode,
}
