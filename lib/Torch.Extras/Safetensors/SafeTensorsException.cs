namespace TorchSharp.Extras;

/// <summary>A safetensors file that cannot be used: damaged, truncated, or holding what the format forbids.</summary>
public sealed class SafeTensorsException : IOException
{
    /// <summary>Names the file and what is wrong with it.</summary>
    public SafeTensorsException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
