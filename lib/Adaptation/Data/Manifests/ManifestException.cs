namespace Research.Adaptation.Data;

/// <summary>A manifest or a split list is not what it should be; the message is <c>file: field: expected ..., got ...</c>.</summary>
public sealed class ManifestException : IOException
{
    /// <summary>An error in a manifest.</summary>
    /// <param name="fileName">The manifest or list.</param>
    /// <param name="field">The field, such as <c>splits[0].count</c>, or <c>line 7</c>.</param>
    /// <param name="problem">What was expected, what came.</param>
    /// <param name="inner">The error below, if any.</param>
    public ManifestException(string fileName, string field, string problem, Exception? inner = null)
        : base(field.Length == 0 ? $"{fileName}: {problem}" : $"{fileName}: {field}: {problem}", inner)
    {
        FileName = fileName;
        Field = field;
    }

    /// <summary>The manifest or list.</summary>
    public string FileName { get; }

    /// <summary>The field or line; empty where the whole file is concerned.</summary>
    public string Field { get; }
}
