using System.Globalization;

namespace Research.Adaptation.Data;

/// <summary>Lists of a split's files as plain text: one key per line, empty lines and lines that begin with '#' left out.</summary>
internal static class SplitList
{
    public static IReadOnlyList<string> Parse(string text, string fileName, PathPattern images, int digits)
    {
        var keys = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            string line = raw.Trim().ToString();
            if (line.Length == 0 || line[0] == '#')
                continue;
            string key = Key(line, digits, fileName, number);
            try
            {
                images.PathsOf(key);
            }
            catch (FormatException error)
            {
                throw new ManifestException(fileName, $"line {number}", error.Message, error);
            }
            if (!seen.Add(key))
                throw new ManifestException(fileName, $"line {number}", $"expected each file once, got '{key}' again");
            keys.Add(key);
        }
        return keys;
    }

    public static string Pad(int id, int digits) => id.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private static string Key(string line, int digits, string fileName, int number)
    {
        if (digits == 0)
            return line;
        return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? Pad(id, digits)
            : throw new ManifestException(fileName, $"line {number}", $"expected a number, got '{(line.Length <= 80 ? line : line[..77] + "...")}'");
    }
}
