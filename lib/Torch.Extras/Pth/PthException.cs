namespace TorchSharp.Extras;

/// <summary>A .pth file that cannot be used: damaged, of another format, or asking for what is never done.</summary>
public sealed class PthException : IOException
{
    /// <summary>Names the file and what is wrong with it.</summary>
    public PthException(string path, string problem, Exception? inner = null) : base($"{path}: {problem}", inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
