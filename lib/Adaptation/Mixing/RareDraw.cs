using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Mixing;

/// <summary>
/// The draw rule of long-tail class first sampling: classes uniformly among the rare ones, a picture uniformly among those that
/// contain the class, a crop uniformly among those that contain it (L. Gao et al., "DSP", ACM MM 2021, arXiv 2107.09600; GaoLii/DSP).
/// </summary>
internal sealed class RareDraw
{
    // The release of July 2021 gives up on a picture after as many crops, and then goes on with unprepared arrays.
    private const int CropTries = 1000;

    // A thin object may vanish when a picture is resized; then another picture is drawn, so often.
    private const int PictureTries = 20;

    private readonly ClassIndex index;
    private readonly LongTailOptions options;
    private readonly int[] rare;

    public RareDraw(ClassIndex index, LongTailOptions options)
    {
        this.index = index;
        this.options = options;
        rare = [.. (options.Classes ?? index.Rarest(options.Count)).Where(c => c < index.ClassCount && index.Samples(c).Count > 0)];
        if (rare.Length == 0)
            throw new ArgumentException("long tail: expected at least one rare class that occurs in the source, got none");
    }

    /// <summary>The rare classes that occur, in the order of the options.</summary>
    public IReadOnlyList<int> Classes => rare;

    /// <summary>The classes of a step's crops, one entry for each crop of a picture.</summary>
    public int[] DrawClasses(RandomStream random)
    {
        var drawn = rare.ToArray();
        random.Shuffle<int>(drawn);
        drawn = drawn[..Math.Min(options.PerStep, drawn.Length)];
        return options.Crops == RareCrops.OfEveryClass ? drawn : [drawn[0], drawn[0]];
    }

    /// <summary>A sample with the class, and a crop of it that shows the class; null where none was found.</summary>
    public (PreparedSample Sample, PixelRect Crop)? Draw(int id, RandomStream random, Func<int, PreparedSample> prepare, int width, int height)
    {
        var candidates = index.Samples(id);
        for (var attempt = 0; attempt < PictureTries; attempt++)
        {
            var sample = prepare(candidates[random.NextInt(candidates.Count)]);
            var pixels = Pixels(sample.Labels!, id);
            if (pixels.Count >= options.SmallestArea)
                return (sample, Crop(sample.Labels!, pixels, random, width, height));
        }
        return null;
    }

    // Rejection, as published; where it fails, around a pixel of the class.
    private static PixelRect Crop(LabelMap labels, List<(int X, int Y)> pixels, RandomStream random, int width, int height)
    {
        for (var attempt = 0; attempt < CropTries; attempt++)
        {
            var crop = new PixelRect(random.NextInt(labels.Width - width + 1), random.NextInt(labels.Height - height + 1), width, height);
            if (pixels.Any(p => p.X >= crop.X && p.X < crop.X + width && p.Y >= crop.Y && p.Y < crop.Y + height)) return crop;
        }
        var (x, y) = pixels[random.NextInt(pixels.Count)];
        return new PixelRect(Math.Clamp(x - width / 2, 0, labels.Width - width), Math.Clamp(y - height / 2, 0, labels.Height - height), width, height);
    }

    private static List<(int X, int Y)> Pixels(LabelMap labels, int id)
    {
        var found = new List<(int, int)>();
        for (var y = 0; y < labels.Height; y++)
        {
            var row = labels.Labels.AsSpan(y * labels.Width, labels.Width);
            for (var at = row.IndexOf((byte)id); at >= 0;)
            {
                found.Add((at, y));
                var next = row[(at + 1)..].IndexOf((byte)id);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
        return found;
    }
}
