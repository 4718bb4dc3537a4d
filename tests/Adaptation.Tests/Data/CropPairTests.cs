using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

public sealed class CropPairTests
{
    [Fact]
    public void Overlap_KnownOffsets_IsTheRectangleOfTheNote()
    {
        // dy = 24, dx = -16: in crop 1 rows 24..720, columns 0..704; in crop 2 rows 0..696, columns 16..720.
        var pair = new CropPair { Size = 720, PictureWidth = 2048, PictureHeight = 1024, First = (500, 100), Second = (484, 124) };
        Assert.Equal((new PixelRect(0, 24, 704, 696), new PixelRect(16, 0, 704, 696)), pair.Overlap!.Value);
        Assert.Equal(704.0 * 696 / (2.0 * 720 * 720 - 704 * 696), pair.IntersectionOverUnion, 12);
    }

    [Fact]
    public void Overlap_SmallerPicture_StopsAtTheLastWholeCell()
    {
        // BDD at scale 0.8: 1024 x 576; rows 576 = 72 cells; a picture of 573 rows has 71.
        var pair = new CropPair { Size = 720, PictureWidth = 1024, PictureHeight = 573, First = (8, 0), Second = (16, 0) };
        Assert.Equal(new PixelRect(8, 0, 712, 568), pair.Overlap!.Value.InFirst);
        Assert.Equal((90, 71), pair.PictureCells(pair.First));
    }

    [Theory]
    [InlineData(2048, 1024)]
    [InlineData(1024, 576)]
    [InlineData(740, 700)]
    [InlineData(300, 200)]
    public void Draw_ManyPairs_StayInsideMeetAndKeepWholeCells(int width, int height)
    {
        var preparation = new CropPreparation();
        for (var i = 0; i < 500; i++)
        {
            var pair = CropPairSampler.Draw(width, height, preparation, new RandomStream(i));
            Assert.InRange(pair.IntersectionOverUnion, 0.1, 1);
            foreach (var (x, y) in new[] { pair.First, pair.Second })
            {
                Assert.InRange(x, 0, Math.Max(0, width - 720));
                Assert.InRange(y, 0, Math.Max(0, height - 720));
            }
            Assert.Equal(0, (pair.Second.X - pair.First.X) % 8);
            Assert.Equal(0, (pair.Second.Y - pair.First.Y) % 8);
            var overlap = pair.Overlap!.Value;
            Assert.All(new[] { overlap.InFirst, overlap.InSecond }, r => Assert.Equal(0, (r.X | r.Y | r.Width | r.Height) % 8));
            Assert.Equal((pair.First.X + overlap.InFirst.X, pair.First.Y + overlap.InFirst.Y), (pair.Second.X + overlap.InSecond.X, pair.Second.Y + overlap.InSecond.Y));
        }
    }

    [Fact]
    public void Draw_OverlapThatCannotBe_FallsBackToTheSameCrop()
    {
        var preparation = new CropPreparation { MinimumOverlap = 0.999, MaximumOverlap = 0.9995, Tries = 3 };
        var pair = CropPairSampler.Draw(2048, 1024, preparation, new RandomStream(1));
        Assert.Equal(pair.First, pair.Second);
    }

    [Theory]
    [InlineData("cityscapes", 2975, 372, 744)]
    [InlineData("bdd100k", 7000, 875, 1750)]
    [InlineData("synscapes", 23000, 2875, 5750)]
    public void Split_PublishedSets_HaveTheSizesOfTheNote(string dataset, int count, int eighth, int quarter)
    {
        var (small, large) = (LabelledSplit.Of(dataset, count, 1.0 / 8), LabelledSplit.Of(dataset, count, 1.0 / 4));
        Assert.Equal((eighth, quarter), (small.Labelled.Count, large.Labelled.Count));
        Assert.Equal(Enumerable.Range(0, count), small.Labelled.Concat(small.Unlabelled).Order());
        Assert.Empty(small.Labelled.Except(large.Labelled));
        Assert.Empty(LabelledSplit.Of(dataset, count, 1).Unlabelled);
    }

    [Fact]
    public void Split_OfCityscapes_IsThisListForEver() =>
        Assert.Equal("9 10 16 19 31 35 37 42", string.Join(' ', LabelledSplit.Of("cityscapes", 2975, 1.0 / 8).Labelled.Take(8)));
}
