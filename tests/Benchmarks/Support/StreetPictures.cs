using Research.Imaging;
using Research.Scenes;

namespace Research.Benchmarks.Support;

/// <summary>Pictures with the contents of street scenes (noise included), so that codecs work as hard as on photographs.</summary>
internal static class StreetPictures
{
    private static readonly Lazy<Scene> LazyLarge = new(() => SceneRenderer.Render(SceneDomains.Street, 2048, 0, new SceneSize(2048, 1024), Environment.ProcessorCount));

    /// <summary>A scene of Cityscapes' size, 2048x1024; rendered once per process.</summary>
    public static Scene Large => LazyLarge.Value;

    /// <summary>A PNG file of Cityscapes' size.</summary>
    public static byte[] LargePng() => Png.Encode(Large.Colour);

    /// <summary>A JPEG file of CamVid's size.</summary>
    public static byte[] SmallJpeg() => Jpeg.Encode(Resize.Bicubic(Large.Colour, 480, 360));
}
