using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Writes pictures and labels into the arrays that tensors are made from.</summary>
internal sealed class TensorPixels
{
    private readonly Normalisation normalisation;
    private readonly float[][] tables;

    public TensorPixels(Normalisation normalisation)
    {
        this.normalisation = normalisation;
        tables = [normalisation.Table(0), normalisation.Table(1), normalisation.Table(2)];
    }

    /// <summary>Normalised planes [3, H, W] of an interleaved picture, mirrored where asked.</summary>
    public void Write(RgbImage image, bool flip, Span<float> planes)
    {
        int width = image.Width;
        int plane = width * image.Height;
        for (int channel = 0; channel < 3; channel++)
        {
            var table = tables[channel].AsSpan();
            int from = normalisation.SourceChannel(channel);
            for (int y = 0; y < image.Height; y++)
            {
                var row = image.Pixels.AsSpan(3 * y * width, 3 * width);
                var target = planes.Slice(channel * plane + y * width, width);
                for (int x = 0, at = from; x < target.Length; x++, at += 3)
                    target[x] = table[row[at]];
                if (flip)
                    target.Reverse();
            }
        }
    }

    /// <summary>Labels [H, W], mirrored where asked.</summary>
    public static void Write(LabelMap labels, bool flip, Span<long> target)
    {
        for (int y = 0; y < labels.Height; y++)
        {
            var row = labels.Labels.AsSpan(y * labels.Width, labels.Width);
            var to = target.Slice(y * labels.Width, labels.Width);
            for (int x = 0; x < row.Length; x++)
                to[x] = row[x];
            if (flip)
                to.Reverse();
        }
    }

    /// <summary>The picture that planes [3, H, W] came from; values are rounded and limited to 0 .. 255.</summary>
    public static RgbImage Read(ReadOnlySpan<float> planes, int width, int height, Normalisation normalisation)
    {
        var image = new RgbImage(width, height);
        int plane = width * height;
        for (int channel = 0; channel < 3; channel++)
        {
            double mean = normalisation.Mean[channel], std = normalisation.Std[channel], scale = normalisation.Scale;
            int to = normalisation.SourceChannel(channel);
            for (int i = 0; i < plane; i++)
            {
                double value = Math.Round((planes[channel * plane + i] * std + mean) / scale);
                image.Pixels[3 * i + to] = value >= 255 ? (byte)255 : value > 0 ? (byte)value : (byte)0;
            }
        }
        return image;
    }
}
