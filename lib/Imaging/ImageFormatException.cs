namespace Research.Imaging;

/// <summary>A file is not the picture it should be: damaged, cut short, of another kind, or larger than allowed.</summary>
public sealed class ImageFormatException : IOException
{
    /// <summary>Makes the error; its message is <c>FileName: problem</c>.</summary>
    /// <param name="fileName">The file's path, or a name for bytes that came from elsewhere.</param>
    /// <param name="problem">What was expected and what came.</param>
    /// <param name="inner">The error below it, if there is one.</param>
    public ImageFormatException(string fileName, string problem, Exception? inner = null)
        : base($"{fileName}: {problem}", inner)
    {
        FileName = fileName;
        Problem = problem;
    }

    /// <summary>The file's path, or a name for bytes that came from elsewhere.</summary>
    public string FileName { get; }

    /// <summary>The message without the file's name.</summary>
    public string Problem { get; }
}
