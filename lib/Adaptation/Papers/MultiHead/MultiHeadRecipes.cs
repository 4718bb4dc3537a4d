using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Weights;

namespace Research.Adaptation.Papers;

/// <summary>The rows of the multi-head tables.</summary>
internal static class MultiHeadRecipes
{
    private static readonly Func<Profile, DataPlaces, IReadOnlyList<MultiDomainSet>> Published = MultiHeadData.Published;

    private static readonly Recipe ProposedEighth = Row("table-1", "proposed-eighth", "Proposed, 1/8", "One network, one head per dataset; cross entropy and directional contrast.", 1.0 / 8, Kind.Semi, Published);

    private static readonly Recipe ProposedQuarter = Row("table-1", "proposed-quarter", "Proposed, 1/4", "The same with a quarter of the labels.", 1.0 / 4, Kind.Semi, Published);

    public static RecipeTable Table1 { get; } = new(
        "table-1", "Supervised multi-domain and proposed; Mini and Smoke: street, render and night-rain scenes", MultiHeadTables.Table1,
        [
            Row("table-1", "supervised-eighth", "Supervised, 1/8", "One network, one head per dataset; cross entropy on an eighth of the labels.", 1.0 / 8, Kind.Supervised, Published),
            ProposedEighth,
            Row("table-1", "supervised-quarter", "Supervised, 1/4", "The same with a quarter of the labels.", 1.0 / 4, Kind.Supervised, Published),
            ProposedQuarter,
            Row("table-1", "supervised-all", "Supervised, all labels", "The same with all labels.", 1, Kind.Supervised, Published),
        ])
    {
        Metrics = Columns(Published),
        Controls =
        [
            Row("table-1", "statistics-eighth", "Statistics only, 1/8", "Unlabelled crops pass through the network, no loss is taken on them.", 1.0 / 8, Kind.StatisticsOnly, Published),
        ],
    };

    public static RecipeTable Table3 { get; } = new(
        "table-3", "Semi-supervised, a network for each domain, and proposed, one for all", MultiHeadTables.Table3,
        [
            Row("table-3", "single-eighth", "Single-domain, 1/8", "A network for each dataset; cross entropy and directional contrast.", 1.0 / 8, Kind.Semi, Published, NetworkSharing.Separate),
            ProposedEighth,
            Row("table-3", "single-quarter", "Single-domain, 1/4", "The same with a quarter of the labels.", 1.0 / 4, Kind.Semi, Published, NetworkSharing.Separate),
            ProposedQuarter,
        ])
    {
        Metrics = Columns(Published),
        Controls =
        [
            Row("table-3", "single-supervised-eighth", "Single-domain supervised, 1/8", "A network for each dataset; cross entropy alone.", 1.0 / 8, Kind.Supervised, Published, NetworkSharing.Separate),
        ],
    };

    public static RecipeTable LabelSpacesApart { get; } = new(
        "label-spaces", "Datasets that count 19, 13 and 11 classes in one network; embedded scenes at every profile", Published: null,
        [
            Row("label-spaces", "supervised", "Supervised, 19 + 13 + 11", "One network, a head for each label space; cross entropy on an eighth of the labels.", 1.0 / 8, Kind.Supervised, MultiHeadData.LabelSpacesApart),
            Row("label-spaces", "proposed", "Proposed, 19 + 13 + 11", "The same with directional contrast, pseudo-labels of each head for itself.", 1.0 / 8, Kind.Semi, MultiHeadData.LabelSpacesApart),
        ])
    {
        Metrics = Columns(MultiHeadData.LabelSpacesApart),
        Controls =
        [
            Row("label-spaces", "common", "Supervised, one head of 11", "What remains without heads: every dataset in the 11 classes that all of them have.", 1.0 / 8, Kind.Supervised, MultiHeadData.Common),
        ],
    };

    /// <summary>The published experiment on other pictures.</summary>
    public static MultiDomainExperiment PublishedOn(IReadOnlyList<MultiDomainSet> domains) =>
        Build(MultiHeadScale.Paper, domains, 1.0 / 8, Kind.Semi, NetworkSharing.Shared);

    private enum Kind
    {
        Supervised,
        Semi,
        StatisticsOnly,
    }

    // Mean over datasets, then each dataset: by position, since scenes stand in for datasets where a profile says so.
    private static IReadOnlyList<TableMetric> Columns(Func<Profile, DataPlaces, IReadOnlyList<MultiDomainSet>> data) =>
    [
        new(MultiHeadTables.Mean, r => 100 * r.Scores[MultiDomainExperiment.MeanScore]),
        .. MultiHeadTables.Columns.Select(c => new TableMetric(
            data == Published ? c.Dataset : c.StandIn,
            r => 100 * (r.Reports.GetValueOrDefault(c.StandIn) ?? r.Reports[c.Dataset]).MeanIntersectionOverUnion)),
    ];

    private static Recipe Row(
        string table, string name, string row, string description, double share, Kind kind,
        Func<Profile, DataPlaces, IReadOnlyList<MultiDomainSet>> data, NetworkSharing sharing = NetworkSharing.Shared) => new()
    {
        Key = $"{MultiHeadPaper.Paper.Key}.{table}.{name}",
        Paper = MultiHeadPaper.Paper,
        Row = row,
        Description = description,
        Published = MultiHeadTables.Table1.Rows.Concat(MultiHeadTables.Table3.Rows).FirstOrDefault(r => r.Method == row),
        Build = (profile, places) => Watched(profile, table == "table-1" && kind != Kind.StatisticsOnly, Build(MultiHeadScale.Of(profile), data(profile, places), share, kind, sharing) with
        {
            Pretrained = profile == Profile.Paper ? PretrainedWeights.Find("resnet50-imagenet", places.DataRoot) : null,
        }),
    };

    // In the small profiles only Table 1's rows are evaluated on the way, for the curve: elsewhere it would be a tenth of the time.
    private static MultiDomainExperiment Watched(Profile profile, bool curve, MultiDomainExperiment experiment) =>
        curve || profile == Profile.Paper ? experiment : experiment with { Training = experiment.Training with { EvaluateEvery = 0 } };

    private static MultiDomainExperiment Build(MultiHeadScale scale, IReadOnlyList<MultiDomainSet> domains, double share, Kind kind, NetworkSharing sharing) => new()
    {
        Domains = domains,
        Share = share,
        Network = new MultiHeadOptions
        {
            Heads = [.. domains.DistinctBy(d => d.Head).Select(d => new HeadOptions(d.Head, d.Training.LabelSpace.Count))],
            Body = scale.Body,
            Network = sharing,
            ProjectorWidth = scale.ProjectorWidth,
            ProjectionSize = scale.ProjectionSize,
        },
        Method = kind switch
        {
            Kind.Supervised => new MultiHeadTrainingOptions { ContrastWeight = 0 },
            Kind.StatisticsOnly => scale.Method with { Unlabelled = UnlabelledUse.StatisticsOnly },
            _ => scale.Method,
        },
        Preparation = scale.Preparation,
        LabelledBatch = scale.Batch,
        UnlabelledBatch = kind == Kind.Supervised ? 0 : scale.Pairs,
        Training = scale.Training,
        Stage = "multi-head",
    };
}
