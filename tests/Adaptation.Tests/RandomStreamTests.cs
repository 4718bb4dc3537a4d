namespace Research.Adaptation.Tests;

public sealed class RandomStreamTests
{
    [Fact]
    public void NextUInt64_FromTheAuthorsState_GivesTheReferenceSequence()
    {
        // Blackman and Vigna's xoshiro256** from the state (1, 2, 3, 4); the second value by hand: s1 becomes 1 ^ 2 ^ 3 = 0.
        var stream = new RandomStream(new RandomState(0, 1, 2, 3, 4));
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600];
        Assert.Equal(expected, expected.Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void State_SetOnAnotherStream_ContinuesTheSameSequenceAndSplits()
    {
        var first = new RandomStream(7);
        first.NextDouble();
        var second = new RandomStream(RandomState.Parse(first.State.ToString()));
        Assert.Equal(first.Split("a").NextUInt64(), second.Split("a").NextUInt64());
        for (int i = 0; i < 10; i++)
            Assert.Equal(first.NextUInt64(), second.NextUInt64());
    }

    [Fact]
    public void Split_AfterDrawing_GivesTheSameChild()
    {
        var fresh = new RandomStream(3);
        var used = new RandomStream(3);
        for (int i = 0; i < 100; i++)
            used.NextUInt64();
        Assert.Equal(fresh.Split("sampling", 5).NextUInt64(), used.Split("sampling", 5).NextUInt64());
    }

    [Fact]
    public void Split_ByPurposeIndexAndSeed_GivesDifferentStreams()
    {
        var firsts = new HashSet<ulong>();
        for (long seed = -20; seed < 20; seed++)
        {
            var stream = new RandomStream(seed);
            Assert.True(firsts.Add(stream.Split("a").NextUInt64()));
            Assert.True(firsts.Add(stream.Split("b").NextUInt64()));
            for (long index = 0; index < 50; index++)
                Assert.True(firsts.Add(stream.Split("a", index).NextUInt64()));
        }
    }

    [Fact]
    public void Split_NeighbouringIndices_AreUncorrelated()
    {
        // Mean of products of centred uniforms: standard deviation 1/12/sqrt(n) = 0.00083 for n = 10,000; five of them.
        var stream = new RandomStream(1);
        double sum = 0;
        double previous = stream.Split("x", -1).NextDouble() - 0.5;
        for (int i = 0; i < 10_000; i++)
        {
            double next = stream.Split("x", i).NextDouble() - 0.5;
            sum += previous * next;
            previous = next;
        }
        Assert.InRange(sum / 10_000, -0.0042, 0.0042);
    }

    [Fact]
    public void NextInt_OverAThird_IsUniform()
    {
        // 30,000 draws over 3 values: standard deviation of a count is sqrt(30000 * 1/3 * 2/3) = 81.6; five of them.
        var stream = new RandomStream(11);
        var counts = new int[3];
        for (int i = 0; i < 30_000; i++)
            counts[stream.NextInt(-1, 2) + 1]++;
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 408, 10_000 + 408));
    }

    [Fact]
    public void NextInt_FullRange_CoversBothSigns()
    {
        var stream = new RandomStream(5);
        var draws = Enumerable.Range(0, 64).Select(_ => stream.NextInt(int.MinValue, int.MaxValue)).ToArray();
        Assert.Contains(draws, draw => draw < 0);
        Assert.Contains(draws, draw => draw > 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, -3)]
    public void NextInt_EmptyRange_Throws(int minimum, int maximum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(0).NextInt(minimum, maximum));

    [Fact]
    public void NextGaussian_ManyDraws_HasMeanZeroAndVarianceOne()
    {
        // n = 40,000: standard deviation of the mean 0.005, of the variance sqrt(2/n) = 0.0071; five of each.
        var stream = new RandomStream(2);
        var draws = Enumerable.Range(0, 40_000).Select(_ => stream.NextGaussian()).ToArray();
        double mean = draws.Average();
        Assert.InRange(mean, -0.025, 0.025);
        Assert.InRange(draws.Average(d => d * d), 1 - 0.036, 1 + 0.036);
    }

    [Fact]
    public void Permutation_OfFour_ReachesAllOrdersEvenly()
    {
        // 24,000 permutations over 24 orders: standard deviation sqrt(1000 * 23/24) = 31; five of them.
        var stream = new RandomStream(9);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            string order = string.Concat(stream.Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 845, 1155));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1-2-3-4-5")]
    [InlineData("0000000000000001-0000000000000000-0000000000000000-0000000000000000-0000000000000000")]
    [InlineData("000000000000000g-0000000000000001-0000000000000000-0000000000000000-0000000000000000")]
    public void Parse_OfAnythingElse_ThrowsWithTheText(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => RandomState.Parse(text)).Message);
}
