using System.Globalization;
using System.Security.Cryptography;
using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Training;
using TorchSharp;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests;

/// <summary>A training in float64, alone or as one of several processes: what it prints is compared.</summary>
/// <remarks>In float64, because training amplifies rounding: in float32 two thread counts alone part by more than a percent within twenty steps.</remarks>
internal static class ReplicaTraining
{
    /// <summary>The losses of every step, then the checksum of the weights.</summary>
    public static IEnumerable<string> Run(int batch, int steps)
    {
        set_num_threads(1);
        using var group = ProcessGroupEnvironment.Read(Environment.GetEnvironmentVariable) is { } options ? ProcessGroup.Join(options) : null;
        using var model = TinyTraining.Model();
        model.Module.to(ScalarType.Float64);
        using var loader = new DomainLoader(new BlockWorld("clear", 12), new BlockWorld("hazy", 9).WithoutLabels(), new DomainLoaderOptions
        {
            SourceBatch = batch, TargetBatch = batch, SourcePreparation = TinyTraining.Preparation, TargetPreparation = TinyTraining.Preparation, Seed = 3, Workers = 1,
            Shard = group is null ? BatchShard.Whole : new BatchShard(group.Rank, group.Size),
        });
        using var trainer = new Trainer<DomainBatch>(model, new Doubled(TinyTraining.Guided(model)), TinyTraining.Options(steps), new RandomStream(5), group);
        for (var step = 0; step < steps; step++)
        {
            using var pictures = loader.Load(step);
            var report = trainer.Step(pictures, step);
            yield return string.Join(' ', report.Losses.Select(l => l.Value.ToString("R", CultureInfo.InvariantCulture)).Append(report.GradientNorm.ToString("R", CultureInfo.InvariantCulture)));
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, value) in model.Module.state_dict()) hash.AppendData(value.detach().contiguous().bytes);
        yield return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>A method on pictures of float64.</summary>
    private sealed class Doubled(IAdaptationMethod method) : IAdaptationMethod
    {
        public string Name => method.Name;

        public IEnumerable<LossTerm> Step(DomainBatch batch, StepContext step) => method.Step(new DomainBatch(
            new LabelledBatch(batch.Source.Images.to(ScalarType.Float64), batch.Source.Labels, batch.Source.Names),
            new UnlabelledBatch(batch.Target.Images.to(ScalarType.Float64), batch.Target.Names)), step);
    }
}
