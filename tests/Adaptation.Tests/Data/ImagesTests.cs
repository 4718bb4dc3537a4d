using Research.Adaptation.Data;
using Research.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Data;

public sealed class ImagesTests
{
    public static TheoryData<Normalisation> All => new(Normalisation.CaffeBgr, Normalisation.ImageNetRgb, Normalisation.PlainRgb);

    [Theory]
    [MemberData(nameof(All))]
    public void ToImage_OfToTensor_GivesThePictureBack(Normalisation normalisation)
    {
        var image = new RgbImage(256, 3);
        for (int x = 0; x < 256; x++)
        {
            image[x, 0] = ((byte)x, 0, 0);
            image[x, 1] = (0, (byte)x, 7);
            image[x, 2] = (255, 1, (byte)x);
        }
        using var tensor = Images.ToTensor(image, normalisation);
        Assert.Equal([3, 3, 256], tensor.shape);
        Assert.Equal(image.Pixels, Images.ToImage(tensor, normalisation).Pixels);
    }

    [Fact]
    public void ToTensor_CaffeBgr_TakesOffTheMeanInBgrOrder()
    {
        var image = new RgbImage(1, 1);
        image[0, 0] = (10, 20, 30);
        using var tensor = Images.ToTensor(image, Normalisation.CaffeBgr);
        // Blue first: 30 - 104.00698793, 20 - 116.66876762, 10 - 122.67891434.
        Assert.Equal([-74.00698793f, -96.66876762f, -112.67891434f], tensor.data<float>().ToArray());
    }

    [Fact]
    public void ToTensor_ImageNetRgb_DividesByStd()
    {
        var image = new RgbImage(1, 1);
        image[0, 0] = (255, 0, 51);
        using var tensor = Images.ToTensor(image, Normalisation.ImageNetRgb);
        var values = tensor.data<float>().ToArray();
        Assert.Equal((1 - 0.485) / 0.229, values[0], 5);
        Assert.Equal(-0.456 / 0.224, values[1], 5);
        Assert.Equal((0.2 - 0.406) / 0.225, values[2], 5);
    }

    [Fact]
    public void ToTensor_WithAPreparation_ResizesFirst()
    {
        var image = new RgbImage(10, 6);
        image.Pixels.AsSpan().Fill(200);
        using var tensor = Images.ToTensor(image, ImagePreparation.Training(4, 2) with { Normalisation = Normalisation.PlainRgb });
        Assert.Equal([3, 2, 4], tensor.shape);
        Assert.All(tensor.data<float>().ToArray(), value => Assert.Equal((200 - 127.5f) / 64, value));
        using var batch = Images.ToTensor([image, image], ImagePreparation.Plain(4, 2));
        Assert.Equal([2, 3, 2, 4], batch.shape);
    }

    [Fact]
    public void ToLabelMap_OfToTensor_GivesTheLabelsBack()
    {
        var labels = new LabelMap(3, 2, [0, 1, 2, 18, 254, 255]);
        using var tensor = Images.ToTensor(labels);
        Assert.Equal([2, 3], tensor.shape);
        Assert.Equal([0L, 1, 2, 18, 254, 255], tensor.data<long>().ToArray());
        Assert.Equal(labels.Labels, Images.ToLabelMap(tensor).Labels);
    }

    [Fact]
    public void ToLabelMap_ValueOrShapeOutOfRange_Throws()
    {
        using var negative = tensor(new long[] { 0, 1, 2, -1 }, [2, 2]);
        Assert.Contains("got -1 at x 1, y 1", Assert.Throws<ArgumentException>(() => Images.ToLabelMap(negative)).Message);
        using var line = tensor(new long[] { 0, 1 }, [2]);
        Assert.Contains("got [2]", Assert.Throws<ArgumentException>(() => Images.ToLabelMap(line)).Message);
        using var grey = tensor(new float[] { 0, 1 }, [1, 1, 2]);
        Assert.Contains("got [1, 1, 2]", Assert.Throws<ArgumentException>(() => Images.ToImage(grey, Normalisation.PlainRgb)).Message);
    }

    [Fact]
    public void Preparation_OutOfRange_NamesTheField() =>
        Assert.Contains("ImagePreparation.Height", Assert.Throws<ArgumentException>(() => Images.ToTensor(new RgbImage(1, 1), ImagePreparation.Plain(1, 0))).Message);
}
