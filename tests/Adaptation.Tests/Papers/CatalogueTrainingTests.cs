using System.Text.Json;
using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;
using TorchSharp;

namespace Research.Adaptation.Tests.Papers;

/// <summary>What holds for every method of every paper, at the size of its smoke recipe.</summary>
public sealed class CatalogueTrainingTests(CatalogueTrainingTests.RenderedScenes scenes) : IClassFixture<CatalogueTrainingTests.RenderedScenes>
{
    private static readonly DataPlaces Places = new();
    private static readonly string[] Deciding = ["method", "methodOptions", "pose", "longTail"];

    /// <summary>One recipe for each method and each combination of its parts; how strong a part is makes no difference, whether it is there does.</summary>
    public static TheoryData<string> Kinds => [.. Different(e => $"{e.GetType().Name} {string.Join("|", e.Describe().Where(d => Deciding.Contains(d.Key)).Select(d => Shape(d.Value)))}")];

    /// <summary>Every method with all its parts on.</summary>
    public static TheoryData<string> Methods =>
    [
        "region-dann.gta5-to-cityscapes.segnet-source", "region-dann.gta5-to-cityscapes.dann", "region-dann.gta5-to-cityscapes.proposed",
        "maximum-squares.gta5-to-cityscapes.source", "maximum-squares.gta5-to-cityscapes.min-ent", "maximum-squares.gta5-to-cityscapes.image-wise-multi",
        "dual-soft-paste.gta5-to-cityscapes.dsp", "multi-head.table-1.proposed-eighth", "multi-head.label-spaces.proposed",
        "corda.gta5-to-cityscapes.dacs", "corda.gta5-to-cityscapes.corda", "corda.depth.stereo", "corda.depth.video",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_DiedAtARandomStep_EndsWithTheSameBits(string key)
    {
        const int steps = 7;
        var recipe = Shortened(RecipeCatalogue.Find(key), steps, checkpointEvery: 3);
        // Any step but the last, another for each recipe: before the first checkpoint, at one, between two.
        var death = 1 + new RandomStream(2026).Split(key).NextInt(steps - 1);
        using var whole = new TemporaryFolder();
        using var died = new TemporaryFolder();
        var expected = Runner(whole.Path).Run(recipe, Profile.Smoke, 1);
        Assert.Throws<Death>(() => Runner(died.Path, p =>
        {
            // As SIGKILL does: nothing is written after this.
            if (p.Recipe == recipe.Key && p.Phase == "training" && p.Step == death) throw new Death();
        }).Run(recipe, Profile.Smoke, 1));
        var first = 0L;
        var resumed = Runner(died.Path, p =>
        {
            if (p.Recipe == recipe.Key && p.Phase == "training" && first == 0) first = p.Step;
        }).Run(recipe, Profile.Smoke, 1);

        // A step is told before its checkpoint is written.
        Assert.Equal((death - 1) / 3 * 3 + 1, first);
        Assert.Equal(TinyTraining.Checkpointed(expected.Folder), TinyTraining.Checkpointed(resumed.Folder));
        Assert.Equal(File.ReadAllText(Path.Combine(expected.Folder, "metrics.csv")), File.ReadAllText(Path.Combine(resumed.Folder, "metrics.csv")));
        Assert.Equal(expected.Scores, resumed.Scores);
    }

    /// <summary>SIGKILL, for one recipe of each system, stage 1 of CorDA from stereo and from video, and three label spaces in one network.</summary>
    [Theory]
    [InlineData("region-dann.gta5-to-cityscapes.proposed-pretrained")]
    [InlineData("maximum-squares.gta5-to-cityscapes.image-wise-multi")]
    [InlineData("dual-soft-paste.gta5-to-cityscapes.dsp")]
    [InlineData("multi-head.table-1.proposed-eighth")]
    [InlineData("multi-head.label-spaces.proposed")]
    [InlineData("corda.gta5-to-cityscapes.corda")]
    [InlineData("corda.depth.stereo")]
    [InlineData("corda.depth.video")]
    public void Run_ProcessKilledAtARandomStep_EndsWithTheSameBits(string key)
    {
        const int steps = 9, every = 2;
        var recipe = Shortened(RecipeCatalogue.Find(key), steps, every);
        var death = 1 + new RandomStream(7).Split(key).NextInt(steps - 1);
        using var whole = new TemporaryFolder();
        using var killed = new TemporaryFolder();
        var expected = Runner(whole.Path).Run(recipe, Profile.Smoke, 1);
        using (var child = new ChildProcess("recipe", key, killed.Path, scenes.Folder, $"{steps}", $"{every}", "100"))
        {
            child.WaitForStep(death);
            child.Kill();
        }
        Assert.Null(Runner(killed.Path).Find(recipe, Profile.Smoke, 1));
        var first = 0L;
        var resumed = Runner(killed.Path, p =>
        {
            if (p.Recipe == recipe.Key && p.Phase == "training" && first == 0) first = p.Step;
        }).Run(recipe, Profile.Smoke, 1);

        // It goes on from the last checkpoint before its death, or from one that it wrote while it died.
        Assert.InRange(first, (death - 1) / every * every + 1, steps);
        Assert.Equal(TinyTraining.Checkpointed(expected.Folder), TinyTraining.Checkpointed(resumed.Folder));
        Assert.Equal(File.ReadAllText(Path.Combine(expected.Folder, "metrics.csv")), File.ReadAllText(Path.Combine(resumed.Folder, "metrics.csv")));
        Assert.Equal(expected.Scores, resumed.Scores);
    }

    [SkippableTheory]
    [MemberData(nameof(Methods))]
    public void Run_TwoThousandSteps_LeavesMemoryFlat(string key)
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("RESEARCH_BENCHMARKS") == "1", "takes minutes; RESEARCH_BENCHMARKS=1 runs it");
        const int settled = 400, steps = 2400;
        var recipe = Shortened(RecipeCatalogue.Find(key), steps, checkpointEvery: steps);
        using var temporary = new TemporaryFolder();
        var (tensors, megabytes, said) = (new List<long>(), new List<double>(), new List<string>());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Runner(temporary.Path, p =>
        {
            if (p.Recipe != recipe.Key || p.Phase != "training" || p.Step % 200 != 0) return;
            // What the C library holds free is given back first: it belongs to no step.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            if (ResidentMemory.Begin() is not { } resident) return;
            said.Add($"{p.Step}: {resident:F0} MB, {torch.Tensor.TotalCount} tensors");
            if (p.Step < settled) return;
            tensors.Add(torch.Tensor.TotalCount);
            megabytes.Add(resident);
        }).Run(recipe, Profile.Smoke, 1);
        var numbers = $"{key}: {watch.Elapsed.TotalSeconds:F0} s; {string.Join("; ", said)}";
        Console.WriteLine(numbers);
        Assert.True(tensors[^1] <= tensors[0], numbers);
        Assert.True(megabytes[^1] <= megabytes[0] * 1.05, numbers);
    }

    private static string Shape(JsonNode? node) => node switch
    {
        null => "none",
        JsonObject fields => string.Join(" ", fields.Select(f => $"{f.Key}:{Shape(f.Value)}")),
        JsonArray => "list",
        _ when node.GetValueKind() == JsonValueKind.Number => double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) == 0 ? "0" : "some",
        _ => node.ToJsonString(),
    };

    private static IEnumerable<string> Different(Func<Experiment, string> kind)
    {
        var seen = new HashSet<string>();
        foreach (var recipe in RecipeCatalogue.Recipes)
        {
            Experiment experiment;
            try
            {
                experiment = recipe.Build(Profile.Smoke, Places);
            }
            catch (DatasetException)
            {
                continue; // Photographs: the same methods run on the embedded scenes.
            }
            if (seen.Add(kind(experiment))) yield return recipe.Key;
        }
    }

    // The same parts for fewer or more steps; what it starts from or needs takes one.
    internal static Recipe Shortened(Recipe recipe, int steps, int checkpointEvery) => recipe with
    {
        StartsFrom = recipe.StartsFrom is { } first ? Shortened(first, 1, 1) : null,
        Needs = recipe.Needs.ToDictionary(n => n.Key, n => Shortened(n.Value, 1, 1)),
        Build = (profile, places) =>
        {
            var experiment = recipe.Build(profile, places);
            return experiment with
            {
                Training = experiment.Training with
                {
                    Steps = steps, CheckpointEvery = checkpointEvery, EvaluateEvery = 0, Keep = CheckpointRule.Last,
                    Schedule = experiment.Training.Schedule is PolySchedule poly ? poly with { MaximumSteps = steps + 10 } : experiment.Training.Schedule,
                },
            };
        },
    };

    private ExperimentRunner Runner(string folder, Action<TrainingProgress>? progress = null) => new(
        new RunStore(folder), new DataPlaces(scenes.Folder), TimeProvider.System, progress: progress is null ? null : new Synchronous(progress));

    /// <summary>Scenes are rendered once for all recipes.</summary>
    public sealed class RenderedScenes : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        /// <summary>Where they are kept.</summary>
        public string Folder => folder.Path;

        /// <summary>Removes them.</summary>
        public void Dispose() => folder.Dispose();
    }

    private sealed class Death : Exception;

    private sealed class Synchronous(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
