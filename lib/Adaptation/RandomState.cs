using System.Globalization;

namespace Research.Adaptation;

/// <summary>The complete state of a <see cref="RandomStream"/>: what a checkpoint keeps to continue bit for bit.</summary>
/// <param name="Key">Identity of the stream; <see cref="RandomStream.Split(string)"/> depends on it and on nothing else.</param>
/// <param name="S0">First word of the xoshiro256** state.</param>
/// <param name="S1">Second word.</param>
/// <param name="S2">Third word.</param>
/// <param name="S3">Fourth word. Not all four words may be zero.</param>
public readonly record struct RandomState(ulong Key, ulong S0, ulong S1, ulong S2, ulong S3)
{
    /// <summary>Five groups of sixteen hexadecimal digits, separated by dashes; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Key:x16}-{S0:x16}-{S1:x16}-{S2:x16}-{S3:x16}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a random state.</exception>
    public static RandomState Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var groups = text.Split('-');
        var words = new ulong[5];
        if (groups.Length != words.Length)
            throw Malformed(text);
        for (int i = 0; i < words.Length; i++)
        {
            if (groups[i].Length != 16
                || !ulong.TryParse(groups[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[i]))
                throw Malformed(text);
        }
        if ((words[1] | words[2] | words[3] | words[4]) == 0)
            throw Malformed(text);
        return new(words[0], words[1], words[2], words[3], words[4]);
    }

    private static FormatException Malformed(string text) =>
        new($"expected a random state (five groups of 16 hexadecimal digits joined by '-', the last four not all zero), got '{text}'");
}
