using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Methods;

public sealed class MultiHeadCellsTests
{
    private static readonly CropPair Plain = new() { Size = 32, PictureWidth = 100, PictureHeight = 60, First = (3, 5), Second = (19, 13) };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Shared_BothViews_AreTheSameCellsOfThePicture(bool flipFirst, bool flipSecond)
    {
        // Every "feature" is its cell's position in the picture, as a mirrored crop would show it.
        using var scope = NewDisposeScope();
        CropPair[] pairs = [Plain with { FlipFirst = flipFirst, FlipSecond = flipSecond }, Plain with { Second = (3, 5), FlipFirst = flipSecond }];
        var first = MultiHeadCells.Of(Positions(pairs, p => (p.First, p.FlipFirst)), pairs, second: false).Shared();
        var second = MultiHeadCells.Of(Positions(pairs, p => (p.Second, p.FlipSecond)), pairs, second: true).Shared();
        // Offset 16 and 8: two by three of four by four cells; the second pair shares all sixteen.
        Assert.Equal([2 * 3 + 16, 2], first.Features.shape);
        Assert.Equal(TestTensors.Values(first.Features), TestTensors.Values(second.Features));
        Assert.Equal([19.0, 13], TestTensors.Values(first.Features)[..2]);
    }

    [Fact]
    public void Shared_CropsThatDoNotMeet_IsEmpty()
    {
        using var scope = NewDisposeScope();
        CropPair[] pairs = [Plain with { Second = (67, 5) }];
        Assert.Equal([0, 2], MultiHeadCells.Of(Positions(pairs, p => (p.First, false)), pairs, second: false).Shared().Features.shape);
    }

    [Fact]
    public void All_PictureSmallerThanTheCrop_LeavesPaddingOut()
    {
        // 20 rows of picture hold two whole cells of eight, 32 columns hold four.
        using var scope = NewDisposeScope();
        CropPair[] pairs = [new() { Size = 32, PictureWidth = 32, PictureHeight = 20, First = (0, 0), Second = (0, 0), FlipFirst = true }];
        var cells = MultiHeadCells.Of(Positions(pairs, p => (p.First, p.FlipFirst)), pairs, second: false);
        var labels = cells.All(1000, new RandomStream(1)).Labels.data<long>().ToArray();
        Assert.Equal(8, labels.Count(l => l != ContrastBank.Nothing));
        Assert.All(labels[..8], l => Assert.NotEqual(ContrastBank.Nothing, l));
        Assert.Equal([2 * 4, 2], cells.Shared().Features.shape);
    }

    [Fact]
    public void All_MoreThanAllowed_ChoosesSomeWithTheirLabels()
    {
        using var scope = NewDisposeScope();
        CropPair[] pairs = [Plain];
        var cells = MultiHeadCells.Of(Positions(pairs, p => (p.First, false)), pairs, second: false);
        var (some, all) = (cells.All(5, new RandomStream(1)), cells.All(16, new RandomStream(1)));
        Assert.Equal([5, 2], some.Features.shape);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Contains(Enumerable.Range(0, 16), j =>
            TestTensors.Values(all.Features[j]).SequenceEqual(TestTensors.Values(some.Features[i])) && all.Labels[j].item<long>() == some.Labels[i].item<long>()));
    }

    private static PixelFeatures Positions(IReadOnlyList<CropPair> pairs, Func<CropPair, ((int X, int Y) Corner, bool Flip)> crop)
    {
        var values = new List<double>();
        foreach (var pair in pairs)
        {
            var (corner, flip) = crop(pair);
            for (var axis = 0; axis < 2; axis++)
                for (var y = 0; y < 4; y++)
                    for (var x = 0; x < 4; x++)
                        values.Add(axis == 0 ? corner.X + 8 * (flip ? 3 - x : x) : corner.Y + 8 * y);
        }
        var maps = tensor(values.ToArray(), [pairs.Count, 2, 4, 4]);
        return new PixelFeatures(maps, maps);
    }
}
