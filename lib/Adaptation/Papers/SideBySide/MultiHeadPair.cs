using Research.Adaptation.Data;
using Research.Adaptation.Models;

namespace Research.Adaptation.Papers;

/// <summary>The multi-head system on a source and a target, a head for each. Unlike the other systems it uses labels of the target: one picture in eight has them.</summary>
internal static class MultiHeadPair
{
    /// <summary>The target among a run's reports.</summary>
    public const string Target = "target";

    private const string Source = "source";

    /// <summary>Game scenes and street scenes.</summary>
    /// <param name="contrast">Whether unlabelled pictures are used: directional contrast; otherwise cross entropy alone.</param>
    /// <param name="row">The row's name.</param>
    public static Recipe Scenes(bool contrast, string row) => Row("game-to-street", contrast, row, (profile, places) =>
        MaximumSquaresData.Gta5ToCityscapes(profile, places).Pair, (profile, places) => RegionDannData.Gta5ToCityscapes(profile, places).LabelledTarget, photographs: false);

    /// <summary>Scenes of both looks and CamVid.</summary>
    /// <param name="contrast">Whether unlabelled pictures are used: directional contrast; otherwise cross entropy alone.</param>
    /// <param name="row">The row's name.</param>
    public static Recipe Photographs(bool contrast, string row) => Row("scenes-to-camvid", contrast, row, (profile, places) =>
        PaperPictures.ScenesToCamVid(profile, places).Pair, (profile, places) => RegionDannData.ScenesToCamVid(profile, places).LabelledTarget, photographs: true);

    private static Recipe Row(
        string table, bool contrast, string row, Func<Profile, DataPlaces, DomainPair> pair, Func<Profile, DataPlaces, ILabelledDataset> target, bool photographs) => new()
    {
        Key = $"{SideBySidePaper.Paper.Key}.{table}.{(contrast ? "multi-head" : "supervised-multi-head")}",
        Paper = SideBySidePaper.Paper,
        Row = row,
        Description = contrast
            ? "One network with a head for each domain: cross entropy on an eighth of both domains' labels, directional contrast on the rest."
            : "The same network and the same eighth of the labels, cross entropy alone.",
        Build = (profile, places) => Build(profile, pair(profile, places), target(profile, places), contrast, photographs),
    };

    private static MultiDomainExperiment Build(Profile profile, DomainPair pair, ILabelledDataset target, bool contrast, bool photographs)
    {
        var scale = MultiHeadScale.Of(profile);
        var budget = SideBySideBudget.Of(profile);
        var size = budget is null ? (Width: 1024, Height: 512) : photographs ? budget.PhotographSize : budget.Size;
        var options = new Evaluation.EvaluationOptions
        {
            Preparation = ImagePreparation.Plain(size.Width, size.Height) with { Normalisation = scale.Preparation.Normalisation }, BatchSize = profile == Profile.Paper ? 1 : 4,
        };
        // The source has no evaluation pictures of its own in these tables: its first training pictures stand in, and no number of the table is theirs.
        MultiDomainSet[] domains = [new(Source, pair.Source, pair.Source.Subset([.. Enumerable.Range(0, Math.Min(8, pair.Source.Count))]), options), new(Target, target, pair.Evaluation, options)];
        return new MultiDomainExperiment
        {
            Domains = domains,
            Share = 1.0 / 8,
            Network = new MultiHeadOptions
            {
                Heads = [.. domains.Select(d => new HeadOptions(d.Head, d.Training.LabelSpace.Count))],
                Body = scale.Body,
                ProjectorWidth = scale.ProjectorWidth,
                ProjectionSize = scale.ProjectionSize,
            },
            Method = contrast ? scale.Method : new() { ContrastWeight = 0 },
            Preparation = scale.Preparation,
            LabelledBatch = budget is null ? scale.Batch : 2,
            UnlabelledBatch = contrast ? budget is null ? scale.Pairs : 2 : 0,
            Training = budget is null ? scale.Training : SideBySideBudget.Trained(scale.Training, budget.SourceSteps),
            Stage = "multi-head",
        };
    }
}
