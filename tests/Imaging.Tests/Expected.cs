using System.Text.Json;

namespace Research.Imaging.Tests;

/// <summary>What Pillow made of the test pictures (expected/pillow.py).</summary>
internal static class Expected
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "expected", "files", name);

    public static RgbImage Photo => ImageFile.ReadRgb(Path("photo.png"));

    public static LabelMap Labels => ImageFile.ReadLabels(Path("labels.png"));

    public static Dictionary<string, double[]> Numbers(string name) =>
        JsonSerializer.Deserialize<Dictionary<string, double[]>>(File.ReadAllText(Path(name)))!;

    public static void Equal(string name, RgbImage actual)
    {
        RgbImage expected = ImageFile.ReadRgb(Path(name));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        int different = expected.Pixels.Zip(actual.Pixels).Count(pair => pair.First != pair.Second);
        int largest = expected.Pixels.Zip(actual.Pixels).Max(pair => Math.Abs(pair.First - pair.Second));
        Assert.True(different == 0, $"{name}: {different} of {expected.Pixels.Length} bytes differ, by at most {largest}");
    }
}
