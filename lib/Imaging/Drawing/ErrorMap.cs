namespace Research.Imaging;

/// <summary>Where a prediction is right and where it is wrong; the colours are told apart without seeing red or green.</summary>
public static class ErrorMap
{
    /// <summary>The colour of right pixels: pale blue.</summary>
    public static (byte R, byte G, byte B) Correct { get; } = (214, 227, 240);

    /// <summary>The colour of wrong pixels: vermilion.</summary>
    public static (byte R, byte G, byte B) Wrong { get; } = (213, 66, 28);

    /// <summary>The colour of pixels that do not count: grey.</summary>
    public static (byte R, byte G, byte B) Ignored { get; } = (150, 150, 150);

    /// <summary>Paints right, wrong and ignored pixels.</summary>
    /// <param name="prediction">Predicted labels.</param>
    /// <param name="truth">True labels of the same size; <see cref="LabelMap.Ignore"/> does not count.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static RgbImage Of(LabelMap prediction, LabelMap truth)
    {
        CheckSizes(prediction, truth);
        var map = new RgbImage(truth.Width, truth.Height);
        for (int i = 0, at = 0; i < truth.Labels.Length; i++, at += 3)
        {
            byte label = truth.Labels[i];
            var colour = label == LabelMap.Ignore ? Ignored : label == prediction.Labels[i] ? Correct : Wrong;
            (map.Pixels[at], map.Pixels[at + 1], map.Pixels[at + 2]) = colour;
        }
        return map;
    }

    /// <summary>The photograph in pale grey with wrong pixels in colour, so that one sees what was missed.</summary>
    /// <param name="photo">The photograph.</param>
    /// <param name="prediction">Predicted labels of the same size.</param>
    /// <param name="truth">True labels of the same size; <see cref="LabelMap.Ignore"/> does not count.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static RgbImage Over(RgbImage photo, LabelMap prediction, LabelMap truth)
    {
        CheckSizes(prediction, truth);
        Overlay.CheckSizes(photo, truth);
        RgbImage map = ColourJitter.Greyscale(photo);
        for (int i = 0, at = 0; i < truth.Labels.Length; i++, at += 3)
        {
            bool wrong = truth.Labels[i] != LabelMap.Ignore && truth.Labels[i] != prediction.Labels[i];
            int grey = map.Pixels[at];
            (map.Pixels[at], map.Pixels[at + 1], map.Pixels[at + 2]) = wrong
                ? ((byte)((grey + 3 * Wrong.R) / 4), (byte)((grey + 3 * Wrong.G) / 4), (byte)((grey + 3 * Wrong.B) / 4))
                : ((byte)(110 + grey * 140 / 255), (byte)(110 + grey * 140 / 255), (byte)(110 + grey * 140 / 255));
        }
        return map;
    }

    private static void CheckSizes(LabelMap prediction, LabelMap truth)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(truth);
        if (prediction.Width != truth.Width || prediction.Height != truth.Height)
            throw new ArgumentException(
                $"expected a prediction of {truth.Width} x {truth.Height} pixels as the truth, got {prediction.Width} x {prediction.Height}",
                nameof(prediction));
    }
}
