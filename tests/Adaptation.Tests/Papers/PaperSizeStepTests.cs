using System.Diagnostics;
using System.Globalization;
using Research.Adaptation.Data;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;
using Research.Scenes;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Papers;

/// <summary>
/// One training step of every system at its paper's size: network, pictures and batch as published, weights drawn, scenes in place of the datasets.
/// RESEARCH_BENCHMARKS=1 runs them (minutes each, up to 16 GiB); RESEARCH_BENCHMARK_THREADS says with how many threads (default: one for each processor).
/// </summary>
/// <remarks>
/// Second step, seconds of processor (two threads, libtorch 1.13 on two cores shared with other work, so that a clock would say twice that) and
/// peak resident memory: region-dann 65 s, 6.4 GiB; maximum-squares IW 72 s, 8.7 GiB; dual-soft-paste 96 s, 11.3 GiB; corda 75 s, 8.2 GiB.
/// </remarks>
public sealed class PaperSizeStepTests(ITestOutputHelper output)
{
    private const double MostGigabytes = 20;
    private static readonly bool Wanted = Environment.GetEnvironmentVariable("RESEARCH_BENCHMARKS") == "1";

    [SkippableFact]
    public void Step_RegionDann_SegNet1024x512Batch2()
    {
        using var cache = Begin();
        Measure(RegionDannPaper.PublishedOn(Pair(cache.Path, (1024, 512), (1024, 512))), "region-dann: SegNet, 2 + 2 pictures of 1024 x 512, 512 region classifiers");
    }

    [SkippableFact]
    public void Step_MaximumSquares_ResNet101Source1280x720Target1024x512()
    {
        using var cache = Begin();
        Measure(MaximumSquaresPaper.PublishedOn(Pair(cache.Path, (1280, 720), (1024, 512)), guided: false), "maximum-squares, IW: DeepLabv2 ResNet-101, 1280 x 720 + 1024 x 512");
    }

    [SkippableFact]
    public void Step_MaximumSquaresMultiLevel_ResNet101Source1280x720Target1280x640()
    {
        using var cache = Begin();
        Measure(MaximumSquaresPaper.PublishedOn(Pair(cache.Path, (1280, 720), (1280, 640))), "maximum-squares, IW + multi-level: DeepLabv2 ResNet-101, 1280 x 720 + 1280 x 640");
    }

    [SkippableFact]
    public void Step_DualSoftPaste_ResNet101Crops512Batch2()
    {
        using var cache = Begin();
        Measure(DualSoftPastePaper.PublishedOn(Pair(cache.Path, (1280, 720), (1024, 512))), "dual-soft-paste: DeepLabv2 ResNet-101 and teacher, 2 + 2 + 2 crops of 512 x 512");
    }

    [SkippableFact]
    public void Step_Corda_ResNet101Crops512Batch2()
    {
        using var cache = Begin();
        SceneDepth Depth(SceneDomain domain, int width, int height) => new(domain, 1, 0, Pictures, new SceneSize(width, height), cache.Path);
        Measure(CordaPaper.PublishedOn(Pair(cache.Path, (1280, 720), (1024, 512)), Depth(SceneDomains.Game, 1280, 720), Depth(SceneDomains.Street, 1024, 512)),
            "corda: multi-task DeepLabv2 ResNet-101 and teacher, 2 + 2 crops of 512 x 512");
    }

    /// <summary>
    /// Eight labelled crops and eight pairs of three datasets at once do not fit into the memory of a small machine: they are accumulated. One
    /// part is a labelled crop and a pair of each dataset; RESEARCH_BENCHMARK_PARTS says how many (default 1; 8 are the whole step).
    /// </summary>
    [SkippableFact]
    public void Step_MultiHead_ResNet50Crops720ThreeDatasets()
    {
        using var cache = Begin();
        MultiDomainSet Domain(string name, SceneDomain domain)
        {
            var scenes = Scenes(cache.Path, domain, (1280, 720));
            return new MultiDomainSet(name, scenes, scenes, new() { Preparation = ImagePreparation.Plain(1280, 720) });
        }
        var published = MultiHeadPaper.PublishedOn([Domain("cityscapes", SceneDomains.Street), Domain("synscapes", SceneDomains.Render), Domain("bdd100k", SceneDomains.NightRain)]);
        var parts = int.Parse(Environment.GetEnvironmentVariable("RESEARCH_BENCHMARK_PARTS") ?? "1", CultureInfo.InvariantCulture);
        // Contrast from the first step: the warm-up would leave the unlabelled crops out of the first 3,487.
        var experiment = published with
        {
            LabelledBatch = published.LabelledBatch / 8, UnlabelledBatch = published.UnlabelledBatch / 8, Method = published.Method with { WarmUpSteps = 0 },
        };
        Measure(experiment, $"multi-head: DeepLabv3+ ResNet-50, three datasets, {parts} of 8 accumulated parts of 1 crop and 1 pair of 720 x 720 each", parts, steps: 1);
    }

    // Batches with a little of everything; a share of an eighth of them is labelled in the multi-head setting.
    private const int Pictures = 8;

    private static TemporaryFolder Begin()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "resident memory is read from Linux's /proc");
        Skip.IfNot(Wanted, "takes minutes and gigabytes: set RESEARCH_BENCHMARKS=1");
        return new TemporaryFolder();
    }

    private void Measure<TBatch>(Experiment<TBatch> experiment, string what, int parts = 1, int steps = 2)
        where TBatch : TrainingBatch
    {
        var before = get_num_threads();
        set_num_threads(int.Parse(Environment.GetEnvironmentVariable("RESEARCH_BENCHMARK_THREADS") ?? $"{Environment.ProcessorCount}", CultureInfo.InvariantCulture));
        try
        {
            experiment.Validate();
            var recipe = new Recipe { Key = "paper-size.step", Paper = RegionDannPaper.Paper, Row = "step", Description = what, Build = (_, _) => experiment };
            using var runs = new TemporaryFolder();
            var context = new ExperimentRunner(new RunStore(runs.Path), new DataPlaces(runs.Path), TimeProvider.System).Context(recipe, Profile.Paper, 1);
            var start = ResidentMemory.Begin() ?? throw new InvalidOperationException("/proc/self/clear_refs cannot be written");
            using var model = experiment.CreateModel(context);
            var method = experiment.CreateMethod(context, model);
            using var owns = method as IDisposable;
            using var loader = experiment.CreateLoader(context, model);
            using var trainer = new Trainer<TBatch>(model, method, experiment.Training, context.Random.Split("trainer"));
            var parameters = model.ParameterGroups.Concat(method.ParameterGroups).SelectMany(g => g.Parameters).Sum(p => p.Parameter.numel());
            var seconds = new List<string>();
            var losses = "";
            for (var step = 0; step < steps; step++)
            {
                TBatch[] batches = [.. Enumerable.Range(0, parts).Select(i => loader.Load(step * parts + i))];
                var watch = Stopwatch.StartNew();
                var cpu = Process.GetCurrentProcess().TotalProcessorTime;
                var report = trainer.Step(batches, step);
                seconds.Add(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds:F1} s ({(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:F1} s of processor)"));
                losses = string.Join(", ", report.Losses.Select(l => FormattableString.Invariant($"{l.Name} {l.Value:F3}")));
                Assert.True(double.IsFinite(report.GradientNorm) && report.GradientNorm > 0, $"{what}: gradient {report.GradientNorm}");
                foreach (var batch in batches) batch.Dispose();
            }
            var peak = ResidentMemory.Peak()!.Value;
            var line = FormattableString.Invariant($"{what}: {parameters / 1e6:F1} M parameters; steps {string.Join(", ", seconds)}; peak {peak / 1024:F2} GiB resident, {(peak - start) / 1024:F2} above the start; {get_num_threads()} threads; {losses}");
            output.WriteLine(line);
            Console.WriteLine(line);
            Assert.InRange(peak / 1024, 0, MostGigabytes);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private static DomainPair Pair(string cache, (int Width, int Height) source, (int Width, int Height) target)
    {
        var street = Scenes(cache, SceneDomains.Street, target);
        return new DomainPair(Scenes(cache, SceneDomains.Game, source), street.WithoutLabels(), street);
    }

    private static SceneDataset Scenes(string cache, SceneDomain domain, (int Width, int Height) size) =>
        new(domain, 1, 0, Pictures, new SceneSize(size.Width, size.Height), LabelSpaces.Cityscapes19, cache);
}
