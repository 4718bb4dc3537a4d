using System.Globalization;

namespace Research.Adaptation.Data;

/// <summary>Where a dataset may be fetched without asking anybody, and what every file must be.</summary>
/// <param name="Address">Where the files lie; ends with '/'.</param>
/// <param name="Files">The files, at least one.</param>
public sealed record FetchSource(Uri Address, IReadOnlyList<FetchFile> Files)
{
    /// <summary>All bytes.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>The files of a list: SHA-256, bytes and path per line; empty lines and lines that begin with '#' are left out.</summary>
    /// <param name="text">The list.</param>
    /// <param name="fileName">Its name, for messages.</param>
    /// <exception cref="ManifestException">A line is something else, leaves the folder, or names a file again.</exception>
    public static IReadOnlyList<FetchFile> ParseList(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        const long Largest = 1L << 40;
        var files = new List<FetchFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            string line = raw.Trim().ToString();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var parts = line.Split(' ', 3);
            if (parts.Length != 3 || parts[0].Length != 64 || !parts[0].All(char.IsAsciiHexDigitLower)
                || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) || bytes is < 1 or > Largest)
                throw new ManifestException(fileName, $"line {number}", $"expected SHA-256, bytes and path, got '{(line.Length <= 80 ? line : line[..77] + "...")}'");
            if (FolderPath.Problem(parts[2]) is { } problem)
                throw new ManifestException(fileName, $"line {number}", $"expected a path inside its folder, got '{parts[2]}': {problem}");
            if (!seen.Add(parts[2]))
                throw new ManifestException(fileName, $"line {number}", $"expected each file once, got '{parts[2]}' again");
            files.Add(new(parts[2], bytes, parts[0]));
        }
        return files.Count > 0 ? files : throw new ManifestException(fileName, "", "expected at least one file, got none");
    }
}
