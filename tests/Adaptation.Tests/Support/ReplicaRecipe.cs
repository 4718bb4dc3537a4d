using System.Globalization;
using System.Security.Cryptography;
using Research.Adaptation.Data;
using Research.Adaptation.Depth;
using Research.Adaptation.Mixing;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;
using TorchSharp;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests;

/// <summary>The first steps of a catalogue's recipe at its smoke size in float64, alone or as one of several processes: what it prints is compared.</summary>
internal static class ReplicaRecipe
{
    /// <summary>The losses of every step, then the checksum of network and method.</summary>
    /// <param name="key">The recipe; from drawn weights, whatever it starts from.</param>
    /// <param name="steps">How many.</param>
    /// <param name="scenes">Keeps rendered scenes.</param>
    public static IEnumerable<string> Run(string key, int steps, string scenes)
    {
        set_num_threads(1);
        // Networks, teachers and banks alike are made in it.
        set_default_dtype(ScalarType.Float64);
        using var group = ProcessGroupEnvironment.Read(Environment.GetEnvironmentVariable) is { } options ? ProcessGroup.Join(options) : null;
        var places = new DataPlaces(scenes);
        var recipe = RecipeCatalogue.Find(key) with { Needs = new Dictionary<string, Recipe>() };
        var context = new ExperimentRunner(new RunStore(scenes), places, TimeProvider.System) { Group = group }.Context(recipe, Profile.Smoke, 1);
        var lines = recipe.Build(Profile.Smoke, places) switch
        {
            DomainExperiment e => Steps(e with { BatchSize = 2 }, b => new DomainBatch(Double(b.Source), Double(b.Target)), context, steps),
            PasteExperiment e => Steps(e, b => new PasteBatch(
                Double(b.Source), Double(b.Template), Double(b.Target), [.. b.Rare.Select(r => r with { Images = Double(r.Images) })]), context, steps),
            CordaExperiment e => Steps(e with { StartNetwork = null }, b => new DepthDomainBatch(
                Double(b.Source), Double(b.SourceDepth), Double(b.Target), Double(b.TargetDepth)), context, steps),
            MultiDomainExperiment e => Steps(e, b => new MultiDomainBatch([.. b.Domains.Select(d => d with
            {
                Labelled = Double(d.Labelled), Unlabelled = d.Unlabelled is { } u ? new CropPairBatch(Double(u.First), Double(u.Second), u.Pairs, u.Names) : null,
            })]), context, steps),
            // Adam divides a gradient by its own size: at the recipe's rate it amplifies rounding a hundredfold a step.
            DepthExperiment e => Steps(e with { Training = e.Training with { Schedule = new ConstantSchedule(1e-5) } }, b => new DepthBatch(
                Double(b.Target), Double(b.TargetInput),
                [.. b.Views.Select(v => v with { Picture = Double(v.Picture), Input = Double(v.Input), Motion = v.Motion is { } m ? Double(m) : null })],
                Double(b.Intrinsics), b.Names), context, steps),
            var other => throw new ArgumentException($"{key}: no batches in float64 for {other.GetType().Name}"),
        };
        foreach (var line in lines) yield return line;
    }

    private static IEnumerable<string> Steps<TBatch>(Experiment<TBatch> experiment, Func<TBatch, TBatch> doubled, ExperimentContext context, int steps)
        where TBatch : TrainingBatch
    {
        using var model = experiment.CreateModel(context);
        var method = experiment.CreateMethod(context, model);
        using var owns = method as IDisposable;
        using var loader = experiment.CreateLoader(context, model);
        var modules = method.Modules.Values.Prepend(model.Module).ToArray();
        if (modules.SelectMany(m => m.parameters()).Any(p => p.dtype != ScalarType.Float64)) throw new InvalidOperationException("a parameter is not float64");
        var training = experiment.Training with
        {
            Steps = steps, Schedule = experiment.Training.Schedule is PolySchedule poly ? poly with { MaximumSteps = steps + 10 } : experiment.Training.Schedule,
        };
        using var trainer = new Trainer<TBatch>(model, method, training, new RandomStream(5), context.Group);
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            using var single = loader.Load(step);
            var report = trainer.Step(doubled(single), step);
            yield return string.Join(' ', report.Losses.Select(l => l.Value).Append(report.GradientNorm).Select(n => n.ToString("R", CultureInfo.InvariantCulture)));
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, value) in modules.SelectMany(m => m.state_dict())) hash.AppendData(value.detach().contiguous().bytes);
        yield return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static Tensor Double(Tensor values) => values.to(ScalarType.Float64);

    private static LabelledBatch Double(LabelledBatch batch) => new(Double(batch.Images), batch.Labels.alias(), batch.Names);

    private static UnlabelledBatch Double(UnlabelledBatch batch) => new(Double(batch.Images), batch.Names);
}
