namespace Research.Adaptation.Models;

/// <summary>One dataset's head.</summary>
/// <param name="Name">The dataset's name: lower case letters, digits, hyphens.</param>
/// <param name="Classes">Its number of classes, 2 to 255.</param>
public sealed record HeadOptions(string Name, int Classes)
{
    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (string.IsNullOrEmpty(Name) || !Name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-'))
            throw new ArgumentException($"{nameof(Name)}: expected lower case letters, digits and hyphens, got '{Name}'");
        if (Classes is < 2 or > 255)
            throw new ArgumentException($"{nameof(Classes)} of head '{Name}': expected 2 to 255, got {Classes}");
    }
}
