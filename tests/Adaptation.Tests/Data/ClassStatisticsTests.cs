using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

public sealed class ClassStatisticsTests
{
    // Two pictures of 10 pixels: one with 6 of class 0, 2 of class 1, 2 void; one with 1 of class 0 and 9 of class 2.
    private static readonly byte[][] Labels = [[0, 0, 0, 0, 0, 0, 1, 1, 255, 255], [0, 2, 2, 2, 2, 2, 2, 2, 2, 2]];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_TwoPictures_CountsByHand(int workers)
    {
        var counts = new List<int>();
        var statistics = ClassStatistics.Of(new Fixed(Labels), new Collect(counts), workers);
        Assert.Equal([7L, 2, 9], statistics.Pixels.Take(3));
        Assert.Equal([2, 1, 1], statistics.SamplesWithClass.Take(3));
        Assert.Equal([20L, 10, 10], statistics.PixelsOfSamplesWithClass.Take(3));
        Assert.Equal((2L, 18L, 2), (statistics.Ignored, statistics.Labelled, statistics.Samples));
        Assert.Equal(7.0 / 18, statistics.Frequency(0), 15);
        Assert.Equal([1, 2], counts);
        // f = 7/20, 2/10, 9/10; median 7/20; weights 1, 7/4, 7/18; absent classes 0.
        var weights = statistics.MedianFrequencyWeights();
        Assert.Equal(1, weights[0], 12);
        Assert.Equal(7.0 / 4, weights[1], 12);
        Assert.Equal(7.0 / 18, weights[2], 12);
        Assert.Equal(0, weights[3]);
    }

    [Fact]
    public void Of_ALabelOutsideTheSpace_NamesTheSample()
    {
        var error = Assert.Throws<DatasetException>(() => ClassStatistics.Of(new Fixed([[0, 40, 40]])));
        Assert.Contains("sample 'fixed 0'", error.Message);
        Assert.Contains("got 40 in 2 pixels", error.Message);
    }

    [SkippableFact]
    public void Of_CamVidValidation_AgreesWithThePictures()
    {
        var statistics = ClassStatistics.Of(new CamVidDataset(CamVidFolder.FindOrSkip(), "val"));
        Assert.Equal(101L * 480 * 360, statistics.Labelled + statistics.Ignored);
        Assert.InRange(statistics.Frequency(statistics.LabelSpace.Find("road").Id), 0.2, 0.4); // a camera behind a windscreen
        Assert.True(statistics.Frequency(statistics.LabelSpace.Find("pole").Id) < 0.03);
    }

    private sealed class Fixed(byte[][] labels) : ILabelledDataset
    {
        public string Name => "fixed";

        public LabelSpace LabelSpace => LabelSpaces.CamVid11;

        public int Count => labels.Length;

        public string Fingerprint => "fixed";

        public LabelledSample Load(int index) =>
            new($"fixed {index}", new RgbImage(labels[index].Length, 1), new LabelMap(labels[index].Length, 1, labels[index]));
    }

    private sealed class Collect(List<int> seen) : IProgress<int>
    {
        public void Report(int value) => seen.Add(value);
    }
}
