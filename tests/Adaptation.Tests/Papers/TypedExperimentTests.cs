using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Papers;

/// <summary>An experiment that is no segmentation: a line through noisy points, with a batch, a network and a method of its own.</summary>
public sealed class TypedExperimentTests
{
    private static Recipe Line(string name, long steps, params (string Name, Recipe Recipe)[] needs) => new()
    {
        Key = "line." + name, Paper = MaximumSquaresPaper.Paper, Row = name, Description = "A test.",
        Needs = needs.ToDictionary(n => n.Name, n => n.Recipe),
        Build = (_, _) => new LineExperiment
        {
            Training = new TrainingOptions { Steps = steps, Schedule = new ConstantSchedule(0.1), WeightDecay = 0, EvaluateEvery = 5 }, Stage = "line", Slope = 3,
        },
    };

    private static ExperimentRunner Runner(string folder) => new(new RunStore(folder), new DataPlaces(), TimeProvider.System);

    [Fact]
    public void Run_OwnBatchAndMethod_TrainsKeepsScoresAndCurve()
    {
        using var temporary = new TemporaryFolder();
        var result = Runner(temporary.Path).Run(Line("plain", 40), Profile.Mini, 1);
        Assert.InRange(result.Scores["error"], 0, 0.2);
        Assert.Empty(result.Reports);
        Assert.Contains("error", Assert.Throws<InvalidOperationException>(() => result.Report).Message);
        var curve = result.EvaluationCurve();
        Assert.Equal(["step", "error", "given"], curve.Keys);
        Assert.Equal(7, curve["step"].Length);
        Assert.True(curve["error"][0] > result.Scores["error"]);
        Assert.Equal(["points.txt"], Directory.GetFiles(Path.Combine(result.Folder, "predictions")).Select(Path.GetFileName));
        var again = Runner(temporary.Path).Run(Line("plain", 40), Profile.Mini, 1);
        Assert.True(again.Kept);
        Assert.Equal(result.Scores, again.Scores);
    }

    [Fact]
    public void Run_RecipeThatNeedsAnother_GetsItsResultAndDependsOnIt()
    {
        using var temporary = new TemporaryFolder();
        var runner = Runner(temporary.Path);
        var first = Line("plain", 10);
        var result = runner.Run(Line("second", 5, ("teacher", first)), Profile.Mini, 1);
        Assert.Equal(runner.Find(first, Profile.Mini, 1)!.Scores["error"], result.Scores["given"]);
        Assert.NotEqual(
            runner.Identify(Line("second", 5, ("teacher", first)), Profile.Mini, 1).Hash,
            runner.Identify(Line("second", 5, ("teacher", Line("plain", 11))), Profile.Mini, 1).Hash);
    }

    [Fact]
    public void LoadModel_OfAnotherType_SaysWhich()
    {
        using var temporary = new TemporaryFolder();
        var (runner, recipe) = (Runner(temporary.Path), Line("plain", 3));
        var result = runner.Run(recipe, Profile.Mini, 1);
        Assert.Contains("LineModel", Assert.Throws<InvalidOperationException>(() => runner.LoadModel(recipe, result)).Message);
        using var model = runner.LoadModel<ITrainableModel>(recipe, result);
        Assert.False(model.Module.training);
        Assert.Contains("LineExperiment", Assert.Throws<InvalidOperationException>(() => runner.Loader(recipe, Profile.Mini, 1)).Message);
        using var loader = runner.Loader<PointsBatch>(recipe, Profile.Mini, 1);
        using var batch = loader.Load(0);
        Assert.Equal(["point 0", "point 1", "point 2", "point 3"], batch.Names);
    }

    private sealed class PointsBatch(float[] x, float[] y, long step) : TrainingBatch
    {
        public Tensor X { get; } = tensor(x, [x.Length, 1]).DetachFromDisposeScope();

        public Tensor Y { get; } = tensor(y, [y.Length, 1]).DetachFromDisposeScope();

        public override IReadOnlyList<string> Names { get; } = [.. x.Select((_, i) => $"point {step * x.Length + i}")];

        public override void Dispose()
        {
            X.Dispose();
            Y.Dispose();
        }
    }

    private sealed class LineModel : nn.Module, ITrainableModel
    {
        private readonly Parameter slope = new(zeros(1, 1));

        public LineModel() : base(nameof(LineModel)) => register_parameter("slope", slope);

        public nn.Module Module => this;

        public Device Device => slope.device;

        public IReadOnlyList<ParameterGroup> ParameterGroups => [new("all", [("slope", slope)], 1)];

        public double Slope => slope.item<float>();

        public Tensor Forward(Tensor x) => x * slope;
    }

    private sealed class LineMethod(LineModel model) : ITrainingMethod<PointsBatch>
    {
        public string Name => "line";

        public IEnumerable<LossTerm> Step(PointsBatch batch, StepContext step)
        {
            yield return new LossTerm("square", (model.Forward(batch.X) - batch.Y).square().mean());
        }
    }

    private sealed record LineExperiment : Experiment<PointsBatch>
    {
        public required double Slope { get; init; }

        public override JsonObject Describe() => new() { ["slope"] = Slope };

        public override ITrainableModel CreateModel(ExperimentContext context) => new LineModel();

        public override IBatchSource<PointsBatch> CreateLoader(ExperimentContext context, ITrainableModel model)
        {
            var random = new RandomStream(context.DataSeed(Stage));
            return new BatchPipeline<Tuple<float[], float[], long>, PointsBatch>(
                (step, _) =>
                {
                    var own = random.Split("points", step);
                    float[] x = [.. Enumerable.Range(0, 4).Select(_ => (float)own.NextGaussian())];
                    return Tuple.Create(x, x.Select(v => (float)(Slope * v + 0.01 * own.NextGaussian())).ToArray(), step);
                },
                parts => new PointsBatch(parts.Item1, parts.Item2, parts.Item3), workers: 1);
        }

        public override ITrainingMethod<PointsBatch> CreateMethod(ExperimentContext context, ITrainableModel model) => new LineMethod((LineModel)model);

        public override RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<PointsBatch> method, ExperimentContext context) => new()
        {
            Scores = new Dictionary<string, double>
            {
                ["error"] = Math.Abs(((LineModel)model).Slope - Slope), ["given"] = context.Needs.TryGetValue("teacher", out var t) ? t.Scores["error"] : -1,
            },
        };

        public override void SaveSamples(ITrainableModel model, ITrainingMethod<PointsBatch> method, ExperimentContext context, string folder) =>
            File.WriteAllText(Path.Combine(folder, "points.txt"), "x");
    }
}
