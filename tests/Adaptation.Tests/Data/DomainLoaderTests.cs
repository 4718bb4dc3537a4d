using Research.Adaptation.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Data;

public sealed class DomainLoaderTests
{
    private static readonly ImagePreparation Small = ImagePreparation.Training(8, 4) with { Normalisation = Normalisation.PlainRgb };

    private static DomainLoaderOptions Options(int workers = 1) => new()
    {
        SourceBatch = 2, TargetBatch = 3, SourcePreparation = Small, TargetPreparation = Small, Seed = 5, Workers = workers,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void From_WithAnyNumberOfWorkers_GivesTheBatchesOfLoad(int workers)
    {
        using var plain = new DomainLoader(new MemoryDataset(7), new MemoryDataset(5).WithoutLabels(), Options());
        using var loader = new DomainLoader(new MemoryDataset(7), new MemoryDataset(5).WithoutLabels(), Options(workers));
        long step = 0;
        foreach (var batch in loader.From(0).Take(40))
        {
            using var expected = plain.Load(step++);
            AssertSame(expected, batch);
            batch.Dispose();
        }
        Assert.Equal(40, step);
    }

    [Fact]
    public void From_ALaterStep_ContinuesTheUninterruptedRun()
    {
        using var loader = new DomainLoader(new MemoryDataset(7), new MemoryDataset(5).WithoutLabels(), Options(2));
        var whole = loader.From(0).Take(30).ToArray();
        using var resumed = new DomainLoader(new MemoryDataset(7), new MemoryDataset(5).WithoutLabels(), Options(3));
        int step = 11;
        foreach (var batch in resumed.From(step).Take(19))
        {
            AssertSame(whole[step++], batch);
            batch.Dispose();
        }
        foreach (var batch in whole)
            batch.Dispose();
    }

    [Fact]
    public void Load_OverAnEpoch_VisitsEverySampleOnceAndInAnotherOrderNextTime()
    {
        using var loader = new DomainLoader(new MemoryDataset(10), new MemoryDataset(9).WithoutLabels(), Options());
        var source = new List<string>();
        var target = new List<string>();
        for (long step = 0; step < 10; step++)
        {
            using var batch = loader.Load(step);
            source.AddRange(batch.Source.Names);
            target.AddRange(batch.Target.Names);
        }
        Assert.Equal(10, source[..10].Distinct().Count());
        Assert.Equal(10, source[10..].Distinct().Count());
        Assert.NotEqual(source[..10], source[10..]);
        Assert.Equal(9, target[..9].Distinct().Count());
        Assert.Equal(9, target[9..18].Distinct().Count());
        Assert.Equal(9, target[18..27].Distinct().Count());
    }

    [Fact]
    public void Load_OtherSeed_GivesAnotherOrder()
    {
        using var one = new DomainLoader(new MemoryDataset(50), new MemoryDataset(50).WithoutLabels(), Options());
        using var two = new DomainLoader(new MemoryDataset(50), new MemoryDataset(50).WithoutLabels(), Options() with { Seed = 6 });
        using var a = one.Load(0);
        using var b = two.Load(0);
        Assert.NotEqual(a.Source.Names.Concat(a.Target.Names), b.Source.Names.Concat(b.Target.Names));
    }

    [Fact]
    public void Load_WithFlips_MirrorsPictureAndLabelsTogetherHalfOfTheTime()
    {
        // Green holds x and the label is (i + x + y) mod 19: both must tell the same column, mirrored or not.
        var options = Options() with { SourcePreparation = Small with { BlurProbability = 0 }, SourceBatch = 1, TargetBatch = 1 };
        using var loader = new DomainLoader(new MemoryDataset(50), new MemoryDataset(5).WithoutLabels(), options);
        int flips = 0;
        for (long step = 0; step < 400; step++)
        {
            using var batch = loader.Load(step);
            var image = Images.ToImages(batch.Source.Images, Small.Normalisation)[0];
            var labels = batch.Source.Labels.data<long>().ToArray();
            bool flipped = image[0, 0].G == 7;
            flips += flipped ? 1 : 0;
            for (int y = 0; y < 4; y++)
            {
                for (int x = 0; x < 8; x++)
                {
                    Assert.Equal(flipped ? 7 - x : x, image[x, y].G);
                    Assert.Equal((image[x, y].R + image[x, y].G + y) % 19, labels[y * 8 + x]);
                }
            }
        }
        Assert.InRange(flips, 150, 250); // 200 +- 5 standard deviations of 10
    }

    [Fact]
    public void Load_BlurSwitchedOff_LeavesTheFlipsAsTheyWere()
    {
        var options = Options() with { SourceBatch = 1, TargetBatch = 1 };
        using var with = new DomainLoader(new MemoryDataset(50), new MemoryDataset(5).WithoutLabels(), options);
        using var without = new DomainLoader(new MemoryDataset(50), new MemoryDataset(5).WithoutLabels(),
            options with { SourcePreparation = Small with { BlurProbability = 0 } });
        for (long step = 0; step < 50; step++)
        {
            using var a = with.Load(step);
            using var b = without.Load(step);
            Assert.Equal(a.Source.Labels.data<long>().ToArray(), b.Source.Labels.data<long>().ToArray());
        }
    }

    [Fact]
    public void From_AWorkersError_IsThrownAtItsStepAndNamesTheFile()
    {
        var faulty = new MemoryDataset(6) { Fault = i => i == 3 ? new Imaging.ImageFormatException("train/x.png", "cut short") : null };
        using var plain = new DomainLoader(new MemoryDataset(6), new MemoryDataset(5).WithoutLabels(), Options());
        long bad = 0;
        for (; ; bad++)
        {
            using var batch = plain.Load(bad);
            if (batch.Source.Names.Contains("sample 3"))
                break;
        }
        foreach (int workers in new[] { 1, 4 })
        {
            using var loader = new DomainLoader(faulty, new MemoryDataset(5).WithoutLabels(), Options(workers));
            long taken = 0;
            var error = Assert.Throws<DatasetException>(() =>
            {
                foreach (var batch in loader.From(0))
                {
                    taken++;
                    batch.Dispose();
                }
            });
            Assert.Equal(bad, taken);
            Assert.Equal("train/x.png", error.FileName);
            Assert.Contains("memory, sample 3: train/x.png: cut short", error.Message);
        }
    }

    [Fact]
    public void From_Cancelled_ThrowsAndStopsTheWorkers()
    {
        using var cancel = new CancellationTokenSource();
        var dataset = new MemoryDataset(1000);
        using var loader = new DomainLoader(dataset, new MemoryDataset(5).WithoutLabels(), Options(4));
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var batch in loader.From(0, cancel.Token))
            {
                batch.Dispose();
                cancel.Cancel();
            }
        });
        int loads = Volatile.Read(ref dataset.Loads);
        Thread.Sleep(50);
        Assert.Equal(loads, Volatile.Read(ref dataset.Loads)); // leaving the loop has joined the workers
    }

    [Fact]
    public void From_CancelledWhileWaiting_WakesUp()
    {
        // The workers hold until the loop is cancelled: nothing can be taken before, and only the cancellation can end the wait.
        using var cancel = new CancellationTokenSource();
        using var hold = new ManualResetEventSlim();
        cancel.Token.Register(hold.Set);
        var slow = new MemoryDataset(4) { Fault = _ => { hold.Wait(); return null; } };
        using var loader = new DomainLoader(slow, new MemoryDataset(5).WithoutLabels(), Options(2));
        new Thread(() => { Thread.Sleep(50); cancel.Cancel(); }).Start();
        Assert.Throws<OperationCanceledException>(() => loader.From(0, cancel.Token).First());
    }

    [Fact]
    public void Dispose_DuringALoop_EndsIt()
    {
        var loader = new DomainLoader(new MemoryDataset(10), new MemoryDataset(5).WithoutLabels(), Options(2));
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var batch in loader.From(0))
            {
                batch.Dispose();
                loader.Dispose();
            }
        });
        Assert.Throws<ObjectDisposedException>(() => loader.Load(0));
        Assert.Throws<ObjectDisposedException>(() => loader.From(0));
    }

    [Fact]
    public void Dispose_WithAnAbandonedLoop_StopsItsWorkers()
    {
        var dataset = new MemoryDataset(1000) { Fault = _ => { Thread.Sleep(2); return null; } };
        var loader = new DomainLoader(dataset, new MemoryDataset(5).WithoutLabels(), Options(2) with { Prefetch = 500 });
        loader.Load(0).Dispose(); // the first tensor loads libtorch, which takes longer than all the samples
        var abandoned = loader.From(0).GetEnumerator();
        Assert.True(abandoned.MoveNext());
        abandoned.Current.Dispose();
        loader.Dispose();
        int loads;
        do
        {
            loads = Volatile.Read(ref dataset.Loads);
            Thread.Sleep(200);
        }
        while (loads != Volatile.Read(ref dataset.Loads));
        Assert.True(loads < 900, $"{loads} loads: the workers filled all 500 batches ahead");
        abandoned.Dispose();
    }

    [Fact]
    public void From_RunsAheadByThePrefetchOnly()
    {
        var dataset = new MemoryDataset(1000);
        using var loader = new DomainLoader(dataset, new MemoryDataset(5).WithoutLabels(), Options(2) with { SourceBatch = 1, Prefetch = 3 });
        using var batches = loader.From(0).GetEnumerator();
        Assert.True(batches.MoveNext());
        batches.Current.Dispose();
        Thread.Sleep(200);
        Assert.InRange(Volatile.Read(ref dataset.Loads), 1, 4);
    }

    [Fact]
    public void Cache_SharedByTwoLoaders_LoadsEachSampleOnce()
    {
        var dataset = new MemoryDataset(6);
        var options = Options() with { Cache = new SampleCache() };
        for (int run = 0; run < 2; run++)
        {
            using var loader = new DomainLoader(dataset, new MemoryDataset(5) { Name = "target" }.WithoutLabels(), options with { Seed = run });
            for (long step = 0; step < 9; step++)
                loader.Load(step).Dispose();
        }
        Assert.Equal(6, dataset.Loads);
        Assert.Equal(11, options.Cache.Count);
        Assert.True(options.Cache.Bytes > 6 * 8 * 4 * 4);
        options.Cache.Clear();
        Assert.Equal((0, 0L), (options.Cache.Count, options.Cache.Bytes));
    }

    [Fact]
    public void Cache_Filled_ServesLoadersWithoutLoadingAgain()
    {
        var source = new MemoryDataset(6);
        var target = new MemoryDataset(5) { Name = "target" };
        var options = Options() with { Cache = new SampleCache() };
        var seen = new List<int>();
        options.Cache.Fill(source, Small, new Collect(seen), workers: 3);
        options.Cache.Fill(target.WithoutLabels(), Small);
        Assert.Equal([1, 2, 3, 4, 5, 6], seen);
        using var loader = new DomainLoader(source, target.WithoutLabels(), options);
        for (long step = 0; step < 9; step++)
            loader.Load(step).Dispose();
        Assert.Equal((6, 5), (source.Loads, target.Loads));
    }

    [Fact]
    public void Cache_FilledBeyondItsCapacity_StopsReading()
    {
        var dataset = new MemoryDataset(500);
        var cache = new SampleCache(1000);
        cache.Fill(dataset, Small, workers: 1);
        Assert.InRange(cache.Bytes, 1, 1000);
        Assert.InRange(dataset.Loads, 1, 20);
    }

    [Fact]
    public void Cache_WithACapacity_StaysBelowItAndLoadsTheRestAgain()
    {
        var dataset = new MemoryDataset(6);
        var cache = new SampleCache(1000); // two samples of 8 x 4 x 4 bytes and overhead
        using var loader = new DomainLoader(dataset, new MemoryDataset(1).WithoutLabels(), Options() with { Cache = cache });
        for (long step = 0; step < 9; step++)
            loader.Load(step).Dispose();
        Assert.InRange(cache.Bytes, 1, 1000);
        Assert.True(dataset.Loads > 6);
    }

    [Fact]
    public void Batches_WhenDisposed_LeaveNoTensorBehind()
    {
        // Counted per thread: tensors are made by the thread that takes the batch, and tests of other classes run beside this one.
        var live = DisposeScopeManager.Statistics;
        using var loader = new DomainLoader(new MemoryDataset(7), new MemoryDataset(5).WithoutLabels(), Options(3));
        long before = live.ThreadTotalLiveCount;
        foreach (var batch in loader.From(0).Take(20))
        {
            Assert.Equal(before + 3, live.ThreadTotalLiveCount);
            batch.Dispose();
        }
        using (var batches = loader.From(0).GetEnumerator())
            Assert.True(batches.MoveNext()); // left early, with batches prepared ahead
        Assert.Equal(before + 3, live.ThreadTotalLiveCount);
    }

    [Fact]
    public void Load_WithADevice_PutsEveryTensorThere()
    {
        // "meta" holds no values and needs no hardware: it shows where tensors are made.
        using var loader = new DomainLoader(new MemoryDataset(7), new MemoryDataset(5).WithoutLabels(), Options() with { Device = "meta" });
        using var batch = loader.Load(0);
        Assert.All([batch.Source.Images, batch.Source.Labels, batch.Target.Images], t => Assert.Equal(DeviceType.META, t.device_type));
        using var evaluated = new EvaluationLoader(new MemoryDataset(1), Small, device: "meta").Batches().Single();
        Assert.Equal(DeviceType.META, evaluated.Labels.device_type);
    }

    [Fact]
    public void Batches_TakenInsideAScope_OutliveIt()
    {
        using var loader = new DomainLoader(new MemoryDataset(7), new MemoryDataset(5).WithoutLabels(), Options());
        DomainBatch batch;
        using (NewDisposeScope())
            batch = loader.Load(0);
        Assert.Equal([2, 3, 4, 8], batch.Source.Images.shape);
        batch.Dispose();
        Assert.True(batch.Target.Images.IsInvalid);
    }

    [Theory]
    [InlineData("SourceBatch")]
    [InlineData("TargetBatch")]
    [InlineData("Workers")]
    [InlineData("Prefetch")]
    [InlineData("Width")]
    [InlineData("BlurProbability")]
    [InlineData("BlurMaxRadius")]
    [InlineData("Mean")]
    [InlineData("Std")]
    [InlineData("Scale")]
    public void Options_OutOfRange_NameTheField(string field)
    {
        var options = field switch
        {
            "SourceBatch" => Options() with { SourceBatch = 0 },
            "TargetBatch" => Options() with { TargetBatch = 1025 },
            "Workers" => Options() with { Workers = -1 },
            "Prefetch" => Options() with { Prefetch = 0 },
            "Width" => Options() with { SourcePreparation = Small with { Width = 0 } },
            "BlurProbability" => Options() with { SourcePreparation = Small with { BlurProbability = double.NaN } },
            "BlurMaxRadius" => Options() with { TargetPreparation = Small with { BlurMaxRadius = 65 } },
            "Mean" => Options() with { TargetPreparation = Small with { Normalisation = Normalisation.PlainRgb with { Mean = new(0, double.NaN, 0) } } },
            "Std" => Options() with { TargetPreparation = Small with { Normalisation = Normalisation.PlainRgb with { Std = new(1, 1, 0) } } },
            _ => Options() with { TargetPreparation = Small with { Normalisation = Normalisation.PlainRgb with { Scale = -1 } } },
        };
        var error = Assert.Throws<ArgumentException>(() => new DomainLoader(new MemoryDataset(1), new MemoryDataset(1).WithoutLabels(), options));
        Assert.Contains($".{field}:", error.Message);
    }

    [Fact]
    public void EvaluationLoader_Batches_AreInOrderWithoutAugmentation()
    {
        var loader = new EvaluationLoader(new MemoryDataset(7), Small, batch: 3, workers: 4);
        Assert.Equal(3, loader.Count);
        var names = new List<string>();
        foreach (var batch in loader.Batches())
        {
            foreach (var image in Images.ToImages(batch.Images, Small.Normalisation))
                Assert.Equal(0, image[0, 0].G);
            names.AddRange(batch.Names);
            batch.Dispose();
        }
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"sample {i}"), names);
    }

    private sealed class Collect(List<int> seen) : IProgress<int>
    {
        public void Report(int value) => seen.Add(value);
    }

    private static void AssertSame(DomainBatch expected, DomainBatch actual)
    {
        Assert.Equal(expected.Source.Names, actual.Source.Names);
        Assert.Equal(expected.Target.Names, actual.Target.Names);
        Assert.Equal([2, 3, 4, 8], actual.Source.Images.shape);
        Assert.Equal([2, 4, 8], actual.Source.Labels.shape);
        Assert.Equal([3, 3, 4, 8], actual.Target.Images.shape);
        Assert.Equal(expected.Source.Images.data<float>().ToArray(), actual.Source.Images.data<float>().ToArray());
        Assert.Equal(expected.Source.Labels.data<long>().ToArray(), actual.Source.Labels.data<long>().ToArray());
        Assert.Equal(expected.Target.Images.data<float>().ToArray(), actual.Target.Images.data<float>().ToArray());
    }
}
