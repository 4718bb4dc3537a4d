using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Reads label files of one <see cref="LabelFormat"/> into labels of its space. Safe for concurrent use.</summary>
public sealed class LabelDecoder
{
    private const short Rejected = -1;

    private readonly LabelFormat format;
    private readonly short[] table;

    /// <summary>A decoder of a format.</summary>
    public LabelDecoder(LabelFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        this.format = format;
        table = new short[format.Encoding == LabelEncoding.Index8 ? 256 : 65536];
        Array.Fill(table, format.OthersAreVoid ? LabelSpace.Ignore : Rejected);
        foreach (var (stored, label) in format.Classes)
            table[stored] = label;
    }

    /// <summary>The labels of a PNG file.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or no PNG.</exception>
    /// <exception cref="DatasetException">The picture is no label file of this format: channels, bits or a value.</exception>
    public LabelMap Read(string path) => Decode(Png.Read(path), path);

    /// <summary>The labels of a decoded picture.</summary>
    /// <exception cref="DatasetException">The picture is no label file of this format: channels, bits or a value.</exception>
    public LabelMap Decode(RawImage raw, string fileName)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var (fits, expected) = format.Encoding switch
        {
            LabelEncoding.Index8 => (raw is { Channels: 1, BitDepth: 8 }, "one channel of 8 bits (class ids)"),
            _ => (raw is { Channels: >= 3, BitDepth: 16 }, "three channels of 16 bits (class id in the first)"),
        };
        if (!fits)
            throw new DatasetException($"{fileName}: expected labels in {expected}, got {raw.Channels} channel(s) of {raw.BitDepth} bits", fileName);
        var labels = new byte[raw.Width * raw.Height];
        int channels = raw.Channels;
        for (int i = 0; i < labels.Length; i++)
        {
            short label = table[raw.Samples[i * channels]];
            if (label == Rejected)
                throw Unknown(raw, i, fileName);
            labels[i] = (byte)label;
        }
        return new LabelMap(raw.Width, raw.Height, labels);
    }

    private DatasetException Unknown(RawImage raw, int pixel, string fileName)
    {
        var known = format.Classes.Keys.Order().ToArray();
        string values = known.Length == known[^1] - known[0] + 1 ? $"{known[0]} .. {known[^1]}" : string.Join(", ", known);
        return new($"{fileName}: expected label values {values}, got {raw.Samples[pixel * raw.Channels]} at x {pixel % raw.Width}, y {pixel / raw.Width}", fileName);
    }
}
