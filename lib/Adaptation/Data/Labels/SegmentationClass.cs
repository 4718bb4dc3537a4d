namespace Research.Adaptation.Data;

/// <summary>One class of a label space.</summary>
/// <param name="Id">Label value, 0 .. count - 1.</param>
/// <param name="Name">Name in lower case, as papers print it.</param>
/// <param name="Colour">Official colour of the class, 8-bit RGB.</param>
public sealed record SegmentationClass(int Id, string Name, (byte R, byte G, byte B) Colour)
{
    /// <summary>The class as text: id and name.</summary>
    public override string ToString() => $"{Id} {Name}";
}
