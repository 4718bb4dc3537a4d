namespace Research.Adaptation.Data;

/// <summary>How a class id is stored in a label file.</summary>
public enum LabelEncoding
{
    /// <summary>One channel of 8 bits; in a palette picture the index, never its colour.</summary>
    Index8,

    /// <summary>Three channels of 16 bits, the class id in the first (red); the others hold instances.</summary>
    Red16,
}
