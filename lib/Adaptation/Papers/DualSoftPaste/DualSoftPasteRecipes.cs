using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Mixing;
using Research.Adaptation.Weights;

namespace Research.Adaptation.Papers;

/// <summary>The rows of the dual soft-paste tables, for any pair of domains.</summary>
internal static class DualSoftPasteRecipes
{
    /// <summary>So small that its gradients vanish in single precision, yet not 0, so that the target pictures still pass through the network.</summary>
    private const double VanishingWeight = 1e-30;

    /// <summary>The common start, source only, the method, its ablations, and the controls.</summary>
    public static RecipeTable Whole(string key, string title, PublishedTable? published, DualSoftPasteSetting setting)
    {
        var rows = new Rows(key, published, setting);
        return new RecipeTable(key, title, published,
        [
            rows.SourceOnly,
            rows.Method("dsp", "DSP", "The dual soft paste with everything switched on.", m => m),
            rows.Method("hard", "Hard paste", "Without soft paste: lambda 1, so that pasted pixels replace the picture below.", m => m with { Lambda = 1 }),
            rows.Method("onto-source", "Source paste only", "Pasted onto the source pictures only; the target pictures stay whole.", m => m with { Onto = PasteOnto.Source }),
            rows.Method("onto-target", "Target paste only", "Pasted onto the target pictures only, as DACS does.", m => m with { Onto = PasteOnto.Target }),
            rows.Method("no-mmd", "Without MMD", "Without the discrepancy between features.", m => m with { FeatureWeight = 0, PastedFeatureWeight = 0 }),
            rows.Method("no-long-tail", "Without long-tail first", "Without rare crops: half of the template's classes only.", m => m, longTail: false),
        ], (profile, places) => setting.Data(profile, places).Pair)
        {
            Controls =
            [
                rows.Method("no-paste", "Mean teacher only", "Nothing is pasted onto anything; the same losses, augmentation and teacher.",
                    m => m with { Onto = PasteOnto.None }, longTail: false),
                rows.Method("statistics-only", "Statistics only", "Target pictures pass through the network without any loss on them: only the batch statistics see the target.",
                    m => DualSoftPasteOptions.SourceOnly with
                    {
                        TargetWeight = VanishingWeight, Normalisation = m.Normalisation, TeacherDecay = m.TeacherDecay, Fidelity = m.Fidelity, Release = m.Release,
                    }, longTail: false),
            ],
        };
    }

    /// <summary>Source only and the method.</summary>
    public static RecipeTable Headline(string key, string title, PublishedTable? published, DualSoftPasteSetting setting)
    {
        var rows = new Rows(key, published, setting);
        return new RecipeTable(key, title, published,
            [rows.SourceOnly, rows.Method("dsp", "DSP", "The dual soft paste with everything switched on.", m => m)],
            (profile, places) => setting.Data(profile, places).Pair);
    }

    /// <summary>The published experiment on other pictures of a label space's size.</summary>
    public static PasteExperiment Published(DualSoftPasteSetting setting, DomainPair pair, (int Width, int Height) source, (int Width, int Height) target) =>
        new Rows("published", null, setting).Build(Profile.Paper, new DualSoftPasteData(pair, source, target), "adaptation", m => m, longTail: true, new DataPlaces());

    private sealed class Rows
    {
        private readonly string key;
        private readonly PublishedTable? published;
        private readonly DualSoftPasteSetting setting;
        private readonly Recipe start;

        public Rows(string key, PublishedTable? published, DualSoftPasteSetting setting)
        {
            (this.key, this.published, this.setting) = (key, published, setting);
            start = Row("start", "Start", "The network that all rows of the embedded scenes start from: trained on the source alone.",
                _ => DualSoftPasteOptions.SourceOnly, longTail: false, "start", from: null);
        }

        public Recipe SourceOnly =>
            Method("source", "Source only", "Cross entropy on the source domain only, for as many steps as all rows.", m => DualSoftPasteOptions.SourceOnly, longTail: false);

        public Recipe Method(string name, string row, string description, Func<DualSoftPasteOptions, DualSoftPasteOptions> change, bool longTail = true) =>
            Row(name, row, description, change, longTail, "adaptation", start);

        private Recipe Row(
            string name, string row, string description, Func<DualSoftPasteOptions, DualSoftPasteOptions> change, bool longTail, string stage, Recipe? from) => new()
        {
            Key = $"{DualSoftPastePaper.Paper.Key}.{key}.{name}",
            Paper = DualSoftPastePaper.Paper,
            Row = row,
            Description = description,
            Published = published?.Rows.FirstOrDefault(r => r.Method == row),
            StartsFrom = from,
            // The paper starts from a pretrained trunk; on the scenes a network trained on the source stands in for it.
            StartsFromAt = [Profile.Smoke, Profile.Mini],
            Build = (profile, places) => Build(profile, setting.Data(profile, places), stage, change, longTail, places),
        };

        public PasteExperiment Build(
            Profile profile, DualSoftPasteData data, string stage, Func<DualSoftPasteOptions, DualSoftPasteOptions> change, bool longTail, DataPlaces places)
        {
            var scale = DualSoftPasteScale.Of(profile);
            var paper = profile == Profile.Paper;
            ImagePreparation Plain((int Width, int Height) size) =>
                ImagePreparation.Plain(size.Width, size.Height) with { Normalisation = scale.Normalisation };
            return new PasteExperiment
            {
                Data = data.Pair,
                Network = scale.Network with { Classes = data.Pair.Evaluation.LabelSpace.Count },
                Method = change(OfTable(scale.Method, paper)),
                LongTail = longTail ? LongTail(scale, paper) : null,
                Training = stage == "start" ? scale.Start : scale.Training,
                SourcePreparation = Plain(data.SourceSize),
                TargetPreparation = Plain(data.TargetSize),
                CropWidth = Math.Min(scale.Crop.Width, data.TargetSize.Width),
                CropHeight = Math.Min(scale.Crop.Height, Math.Min(data.SourceSize.Height, data.TargetSize.Height)),
                BatchSize = scale.BatchSize,
                // Cityscapes is evaluated at 1024 x 512 also where training crops come from the full picture.
                Evaluation = new EvaluationOptions { Preparation = Plain(paper && data.TargetSize.Width > 1024 ? (1024, 512) : data.TargetSize), BatchSize = paper ? 1 : 4 },
                Stage = stage,
                Pretrained = paper ? PretrainedWeights.Find("resnet101-deeplab-coco", places.DataRoot) : null,
            };
        }

        private DualSoftPasteOptions OfTable(DualSoftPasteOptions method, bool paper)
        {
            method = method with { Lambda = setting.Lambda };
            if (!paper) return method;
            var weight = setting.Release == DualSoftPasteRelease.July2021 ? 1e-4 : 0.005;
            return method with { Release = setting.Release, FeatureWeight = weight, PastedFeatureWeight = weight };
        }

        private LongTailOptions LongTail(DualSoftPasteScale scale, bool paper) => !paper ? scale.LongTail : scale.LongTail with
        {
            Classes = setting.RareClasses,
            Crops = setting.Release == DualSoftPasteRelease.September2021 ? RareCrops.OfOneClassForEachDomain : RareCrops.OfEveryClass,
        };
    }
}
