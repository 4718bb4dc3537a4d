using Research.Adaptation.Data;
using Research.Adaptation.Depth;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using Research.Adaptation.Weights;

namespace Research.Adaptation.Papers;

/// <summary>The rows of the CorDA tables, for any pair of domains.</summary>
internal static class CordaRecipes
{
    /// <summary>Where target depth comes from in all rows that do not say otherwise: on scenes the renderer, on Cityscapes what comes with it.</summary>
    private const DepthSupervision Usual = DepthSupervision.Truth;

    /// <summary>So small that its gradients vanish in single precision, yet not 0, so that mixed pictures still pass through the network.</summary>
    private const double VanishingWeight = 1e-30;

    /// <summary>Source, DACS, each contribution alone, both; three controls.</summary>
    public static RecipeTable Ablation(string key, string title, PublishedTable published, Func<Profile, DataPlaces, CordaExperimentData> data)
    {
        var rows = new RowMaker(key, published, data);
        return new RecipeTable(key, title, published,
            [rows.Source, rows.Dacs, rows.Correlation, rows.Difficulty, rows.Corda], (profile, places) => data(profile, places).Pair)
        {
            Controls = [rows.Continued, rows.Statistics, rows.AuxiliaryDepth],
        };
    }

    /// <summary>Source, DACS, CorDA: what was published for SYNTHIA, in 16 and in 13 classes.</summary>
    public static RecipeTable Headline(string key, string title, PublishedTable published, Func<Profile, DataPlaces, CordaExperimentData> data)
    {
        var rows = new RowMaker(key, published, data);
        return new RecipeTable(key, title, published, [rows.Source, rows.Dacs, rows.Corda], (profile, places) => data(profile, places).Pair)
        {
            Metrics = [TableMetric.MeanIntersectionOverUnion, TableMetric.MeanIntersectionOverUnionOf(CordaTables.SubsetMetric, CordaTables.Synthia13)],
        };
    }

    /// <summary>CorDA of the ablation, and the same with every other target depth.</summary>
    public static RecipeTable Supervision(RecipeTable ablation)
    {
        const string key = "depth-supervision";
        var rows = new RowMaker(key, null, CordaExperimentData.Gta5ToCityscapes, start: ablation.Row("Source"));
        return new RecipeTable(key, "CorDA, game scenes → street scenes, by where target depth comes from; the row CorDA has the renderer's truth", null,
            [
                ablation.Row("DACS"), ablation.Row("CorDA"),
                rows.Supervised("self-supervised-stereo", "CorDA, self-supervised stereo", "Target depth by the network trained on stereo pairs.", DepthSupervision.SelfSupervisedStereo),
                rows.Supervised("self-supervised-video", "CorDA, self-supervised video", "Target depth by the network trained on video.", DepthSupervision.SelfSupervisedVideo),
                rows.Supervised("stereo-matching", "CorDA, stereo matching", "Target depth by semi-global matching.", DepthSupervision.StereoMatching),
            ], ablation.Data);
    }

    /// <summary>Source, DACS, correlation, CorDA on photographs without stereo or video.</summary>
    public static RecipeTable Photographs(string key, string title, Func<Profile, DataPlaces, CordaExperimentData> data)
    {
        var rows = new RowMaker(key, null, data, supervision: DepthSupervision.SelfSupervisedStereo);
        return new RecipeTable(key, title, null, [rows.Source, rows.Dacs, rows.Correlation, rows.Corda], (profile, places) => data(profile, places).Pair)
        {
            Controls = [rows.Continued],
        };
    }

    /// <summary>The published experiment for GTA5 on other pictures, from drawn weights.</summary>
    public static CordaExperiment Published(DomainPair pair, IDepthSource sourceDepth, IDepthSource targetDepth)
    {
        var scale = CordaScale.Paper;
        var data = new CordaExperimentData(pair, DepthChoice.Of(sourceDepth), _ => DepthChoice.Of(targetDepth), scale.SourceSize, scale.TargetSize);
        return Build(Profile.Paper, data, adapted: true, exchange: true, m => m, Usual) with { StartNetwork = null };
    }

    /// <summary>The recipes of one table; all adapted rows start from the same source-trained weights.</summary>
    private sealed class RowMaker
    {
        private readonly string table;
        private readonly PublishedTable? published;
        private readonly Func<Profile, DataPlaces, CordaExperimentData> data;
        private readonly DepthSupervision supervision;

        public RowMaker(
            string table, PublishedTable? published, Func<Profile, DataPlaces, CordaExperimentData> data, Recipe? start = null, DepthSupervision supervision = Usual)
        {
            (this.table, this.published, this.data, this.supervision) = (table, published, data, supervision);
            Source = start ?? Make("source", "Source", "Cross entropy on the source domain only.", null, exchange: false, OnlySource);
        }

        public Recipe Source { get; }

        public Recipe Dacs => Adapted("dacs", "DACS", "Class mixing with a mean teacher; no depth.", exchange: false,
            m => m with { SourceDepthWeight = 0, MixDepthWeight = 0, DifficultyWeighting = false });

        public Recipe Correlation => Adapted("correlation", "DACS + correlation", "Depth as a second task whose features correct those of semantics.", exchange: true,
            m => m with { DifficultyWeighting = false });

        public Recipe Difficulty => Adapted("difficulty", "DACS + difficulty", "Pseudo-labels weighted by the agreement of two depth decoders; no exchange of features.", exchange: false,
            m => m with { DifficultyWeighting = true });

        public Recipe Corda => Adapted("corda", "CorDA", "Both: exchange of features and weighted pseudo-labels.", exchange: true, m => m);

        public Recipe Continued => Adapted("source-continued", "Source, continued", "The source alone for as many further steps as the adapted rows take.", exchange: false, OnlySource);

        public Recipe Statistics => Adapted("statistics-only", "Statistics only", "DACS with a vanishing weight: only the batch statistics see mixed pictures.", exchange: false,
            m => m with { SourceDepthWeight = 0, MixDepthWeight = 0, DifficultyWeighting = false, MixWeight = VanishingWeight });

        public Recipe AuxiliaryDepth => Adapted("auxiliary-depth", "DACS + auxiliary depth", "Depth as a second task on the shared trunk: no exchange, no weights.", exchange: false,
            m => m with { DifficultyWeighting = false });

        public Recipe Supervised(string name, string row, string description, DepthSupervision by) =>
            Make(name, row, description, Source, exchange: true, m => m, by);

        private Recipe Adapted(string name, string row, string description, bool exchange, Func<CorDAOptions, CorDAOptions> method) =>
            Make(name, row, description, Source, exchange, method);

        private static CorDAOptions OnlySource(CorDAOptions m) =>
            m with { MixWeight = 0, SourceDepthWeight = 0, MixDepthWeight = 0, DifficultyWeighting = false };

        private Recipe Make(
            string name, string row, string description, Recipe? start, bool exchange, Func<CorDAOptions, CorDAOptions> method, DepthSupervision? by = null)
        {
            var depth = by ?? supervision;
            var needs = new Dictionary<string, Recipe>();
            if (start is not null) needs[CordaExperiment.Start] = start;
            if (method(new CorDAOptions()).UsesDepth)
                foreach (var (key, recipe) in CordaDepth.Needs(depth)) needs[key] = recipe;
            return new Recipe
            {
                Key = $"{CordaPaper.Paper.Key}.{table}.{name}",
                Paper = CordaPaper.Paper,
                Row = row,
                Description = description,
                Published = published?.Rows.FirstOrDefault(r => r.Method == row),
                Needs = needs,
                Build = (profile, places) => Watched(profile, name, Build(profile, data(profile, places), start is not null, exchange, method, depth) with
                {
                    Pretrained = profile == Profile.Paper && start is null ? PretrainedWeights.Find("resnet101-deeplab-coco", places.DataRoot) : null,
                }),
            };
        }

        // In the small profiles only the ablation's own rows are evaluated on the way, for the curve: elsewhere it would be a tenth of the time.
        private CordaExperiment Watched(Profile profile, string name, CordaExperiment experiment) =>
            profile == Profile.Paper || (table == "gta5-to-cityscapes" && name is ("dacs" or "correlation" or "difficulty" or "corda")) ? experiment
            : experiment with { Training = experiment.Training with { EvaluateEvery = 0 } };
    }

    private static CordaExperiment Build(
        Profile profile, CordaExperimentData data, bool adapted, bool exchange, Func<CorDAOptions, CorDAOptions> method, DepthSupervision depth)
    {
        var scale = CordaScale.Of(profile);
        // Published numbers come from the released code; the embedded experiments follow the paper's text.
        var fidelity = profile == Profile.Paper ? Fidelity.ReleasedCode : Fidelity.Paper;
        var network = scale.Network with { Classes = data.Pair.Evaluation.LabelSpace.Count, InitialSemantics = data.Variant, Exchange = exchange, Fidelity = fidelity };
        var early = exchange && data.Variant == InitialSemantics.TrunkFeatures;
        var crop = data.Crop ?? scale.Crop;
        ImagePreparation Prepared((int Width, int Height) size) => ImagePreparation.Plain(size.Width, size.Height) with { Normalisation = scale.Normalisation };
        return new CordaExperiment
        {
            Data = data.Pair,
            SourceDepth = data.SourceDepth,
            TargetDepth = data.TargetDepth(depth),
            Network = network,
            StartNetwork = adapted ? network with { Exchange = false } : null,
            Method = method(scale.Method with
            {
                Fidelity = fidelity,
                InitialLabelSteps = early ? scale.InitialLabelSteps : 0,
                Augmentation = new StrongAugmentationOptions { Fidelity = fidelity },
            }),
            Training = adapted ? scale.Adaptation : scale.Source,
            SourcePreparation = Prepared(data.SourceSize),
            TargetPreparation = Prepared(data.TargetSize),
            CropWidth = crop.Width,
            CropHeight = crop.Height,
            Evaluation = new EvaluationOptions { Preparation = Prepared(data.TargetSize), BatchSize = profile == Profile.Paper ? 1 : 4 },
            Stage = adapted ? "adaptation" : "source",
        };
    }
}
