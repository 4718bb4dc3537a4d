namespace Research.Adaptation.Weights;

/// <summary>Pretrained weights that cannot be used: absent, damaged, or not those of the network.</summary>
public sealed class WeightsException : IOException
{
    /// <summary>Names the file and what is wrong with it.</summary>
    public WeightsException(string path, string problem, Exception? inner = null) : base($"{path}: {problem}", inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
