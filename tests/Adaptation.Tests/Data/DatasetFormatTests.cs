using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

/// <summary>Small trees in exactly the format of the real datasets, read through the shipped manifests.</summary>
public sealed class DatasetFormatTests
{
    private const byte Void = LabelSpace.Ignore;

    [Theory]
    [InlineData("gta5", "all", 24966, "train", 12403, "val", 6382, "test", 6181)]
    [InlineData("synthia-rand-cityscapes", "all", 9400, "train", 9000, "val", 400)]
    [InlineData("synscapes", "train", 23000, "val", 2000)]
    [InlineData("cityscapes", "train", 2975, "val", 500, "test", 1525)]
    [InlineData("bdd100k", "train", 7000, "val", 1000, "test", 2000)]
    [InlineData("nthu-rome", "train", 3200, "test", 100)]
    [InlineData("nthu-rio", "train", 3200, "test", 100)]
    [InlineData("nthu-tokyo", "train", 3200, "test", 100)]
    [InlineData("nthu-taipei", "train", 3200, "test", 100)]
    [InlineData("camvid", "train", 367, "val", 101, "test", 233)]
    public void Manifest_HasThePapersCounts(string name, params object[] splits)
    {
        var expected = splits.Chunk(2).Select(pair => ((string)pair[0], (int)pair[1]));
        Assert.Equal(expected, DatasetManifests.Find(name).Splits.Select(s => (s.Name, s.Count)));
    }

    [Theory]
    [InlineData("gta5")]
    [InlineData("synscapes")]
    [InlineData("cityscapes")]
    public void Labels_OfLabelIdSets_FollowTheBenchmarksTable(string name)
    {
        // 7->0, 8->1, 11->2, 12->3, 13->4, 17->5, 19->6, 20->7, 21->8, 22->9, 23->10, 24->11, 25->12, 26->13, 27->14, 28->15, 31->16, 32->17, 33->18.
        int[] ids = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];
        var classes = DatasetManifests.Find(name).Labels.Classes.Where(c => c.Value != Void).OrderBy(c => c.Key);
        Assert.Equal(ids.Select((id, train) => (id, (byte)train)), classes.Select(c => (c.Key, c.Value)));
    }

    [Fact]
    public void Labels_OfSynthia_FollowTheReleasedTableIn19And16Classes()
    {
        // Raw id -> train id, from the released code: {3:0,4:1,2:2,21:3,5:4,7:5,15:6,9:7,6:8,16:9,1:10,10:11,17:12,8:13,18:14,19:15,20:16,12:17,11:18}.
        var nineteen = new Dictionary<int, byte>
        {
            [3] = 0, [4] = 1, [2] = 2, [21] = 3, [5] = 4, [7] = 5, [15] = 6, [9] = 7, [6] = 8, [16] = 9, [1] = 10, [10] = 11, [17] = 12,
            [8] = 13, [18] = 14, [19] = 15, [20] = 16, [12] = 17, [11] = 18,
        };
        // {3:0,4:1,2:2,21:3,5:4,7:5,15:6,9:7,6:8,1:9,10:10,17:11,8:12,19:13,12:14,11:15}.
        var sixteen = new Dictionary<int, byte>
        {
            [3] = 0, [4] = 1, [2] = 2, [21] = 3, [5] = 4, [7] = 5, [15] = 6, [9] = 7, [6] = 8, [1] = 9, [10] = 10, [17] = 11, [8] = 12, [19] = 13, [12] = 14, [11] = 15,
        };
        var classes = DatasetManifests.Find("synthia-rand-cityscapes").Labels.Classes;
        var mapping = LabelMapping.Between(LabelSpaces.Cityscapes19, LabelSpaces.Synthia16);
        for (int raw = 0; raw <= 22; raw++)
        {
            Assert.Equal(nineteen.GetValueOrDefault(raw, Void), classes[raw]);
            Assert.Equal(sixteen.GetValueOrDefault(raw, Void), mapping[classes[raw]]);
        }
    }

    [Fact]
    public void Gta5_PaletteLabels_AreReadByIndex()
    {
        using var tree = new FormatTree("gta5", "all", ["00001", "00002"]);
        // Every palette colour is grey 7: a reader that looks colours up sees road everywhere.
        var palette = new Palette(Enumerable.Repeat(((byte)7, (byte)7, (byte)7), 35));
        tree.Write("images/00001.png", Png.Encode(new RgbImage(6, 4)));
        tree.Write("labels/00001.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, 7, 23, 26, 33, 0, 34)), palette));
        tree.Write("images/00002.png", Png.Encode(new RgbImage(6, 4)));
        tree.Write("labels/00002.png", Png.Encode(new LabelMap(6, 3, Row(6, 3, 8, 8, 8, 8, 8, 8)), palette));
        var dataset = tree.Open();
        Assert.Equal([0, 10, 13, 18, Void, Void], dataset.Load(0).Labels.Labels[..6]);
        var uneven = dataset.Load(1); // a pair that differs in height by less than the tolerance
        Assert.Equal((4, 4), (uneven.Image.Height, uneven.Labels.Height));
        Assert.All(uneven.Labels.Labels, label => Assert.Equal(1, label));
        Assert.True(DatasetVerifier.Verify(tree.Manifest, tree.Root).Passed);
    }

    [Fact]
    public void Gta5_ListsOfNumbers_SelectAndOrderTheSplit()
    {
        using var tree = new FormatTree("gta5", "val", null, count: 2);
        foreach (var name in new[] { "00001", "00022", "00345" })
        {
            tree.Write($"images/{name}.png", Png.Encode(new RgbImage(6, 4)));
            tree.Write($"labels/{name}.png", Png.Encode(new LabelMap(6, 4)));
        }
        Assert.True(DatasetVerifier.Verify(tree.Manifest, tree.Root).Splits.Single().Skipped); // optional without its list
        tree.Write("split/val.txt", "345\n22\n"u8.ToArray());
        var dataset = tree.Open();
        Assert.Equal(["00345", "00022"], [dataset.Load(0).Name, dataset.Load(1).Name]);
        tree.Write("split/val.txt", "345\n../22\n"u8.ToArray());
        var error = Assert.Throws<ManifestException>(tree.Open);
        Assert.Contains("split/val.txt: line 2: expected a number, got '../22'", error.Message);
        Assert.Equal(DatasetProblemKind.WrongKind, Assert.Single(DatasetVerifier.Verify(tree.Manifest, tree.Root).Problems).Kind);
    }

    [Fact]
    public void Synthia_SixteenBitLabels_AreReadFromRedAndDepthInCentimetres()
    {
        using var tree = new FormatTree("synthia-rand-cityscapes", "all", ["0000000"]);
        ushort[] ids = [3, 21, 1, 16, 22, 0];
        var samples = new ushort[6 * 4 * 3];
        var depth = new ushort[6 * 4 * 3];
        for (int i = 0; i < 24; i++)
        {
            // The instance in green is larger than a byte, and equals a class in its low byte: a narrowing or misplaced reader is seen.
            (samples[3 * i], samples[3 * i + 1], samples[3 * i + 2]) = (ids[i % 6], (ushort)(0x0108 + i), 8);
            depth[3 * i] = depth[3 * i + 1] = depth[3 * i + 2] = i == 0 ? (ushort)65535 : (ushort)(1234 + i);
        }
        tree.Write("RGB/0000000.png", Png.Encode(new RgbImage(6, 4)));
        tree.Write("GT/LABELS/0000000.png", Png.Encode(new RawImage(6, 4, 3, 16, samples)));
        tree.Write("Depth/Depth/0000000.png", Png.Encode(new RawImage(6, 4, 3, 16, depth)));
        var dataset = tree.Open();
        Assert.Equal([0, 3, 10, 9, Void, Void], dataset.Load(0).Labels.Labels[..6]);
        Assert.Equal([0, 3, 9, Void, Void, Void], dataset.InLabelSpace(LabelSpaces.Synthia16).Load(0).Labels.Labels[..6]);
        var metres = dataset.LoadDepth(0);
        Assert.Equal(float.PositiveInfinity, metres[0, 0]);
        Assert.Equal(12.35f, metres[1, 0]);
        // CorDA: 655.36 / (m + 0.01), sky exactly 1.
        var inverse = DepthDecoder.InverseDepth(metres);
        Assert.Equal(1f, inverse[0]);
        Assert.Equal(655.36 / 12.36, inverse[1], 3);
        Assert.True(DatasetVerifier.Verify(tree.Manifest, tree.Root).Passed);
    }

    [Fact]
    public void Synthia_LabelsNarrowedToEightBits_AreRefused()
    {
        using var tree = new FormatTree("synthia-rand-cityscapes", "all", ["0000000"]);
        tree.Write("RGB/0000000.png", Png.Encode(new RgbImage(6, 4)));
        tree.Write("GT/LABELS/0000000.png", Png.Encode(new RgbImage(6, 4)));
        Assert.Contains("three channels of 16 bits", Assert.Throws<DatasetException>(() => tree.Open().Load(0)).Message);
        Assert.Equal(DatasetProblemKind.WrongKind, Assert.Single(DatasetVerifier.Verify(tree.Manifest, tree.Root).Problems).Kind);
    }

    [Fact]
    public void Cityscapes_CitiesInFolders_PairByCityAndId()
    {
        using var tree = new FormatTree("cityscapes", "train", null, count: 2);
        foreach (var (city, id, label) in new[] { ("zurich", "zurich_000001_000019", (byte)26), ("aachen", "aachen_000000_000019", (byte)11) })
        {
            tree.Write($"leftImg8bit/train/{city}/{id}_leftImg8bit.png", Png.Encode(new RgbImage(6, 4)));
            tree.Write($"gtFine/train/{city}/{id}_gtFine_labelIds.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, label, 4, 7, 255, 31, 30))));
            tree.Write($"gtFine/train/{city}/{id}_gtFine_instanceIds.png", [1, 2, 3]); // other files of the package are not looked at
            tree.Write($"disparity/train/{city}/{id}_disparity.png", Png.Encode(new RawImage(6, 4, 1, 16, [.. Enumerable.Repeat((ushort)0, 21), 1, 257, 2561])));
        }
        var dataset = tree.Open();
        Assert.Equal(["aachen/aachen_000000_000019", "zurich/zurich_000001_000019"], [dataset.Load(0).Name, dataset.Load(1).Name]);
        Assert.Equal([2, Void, 0, Void, 16, Void], dataset.Load(0).Labels.Labels[..6]);
        Assert.Equal([13, Void, 0, Void, 16, Void], dataset.Load(1).Labels.Labels[..6]);
        var metres = dataset.LoadDepth(0).Metres;
        Assert.True(float.IsNaN(metres[0]));
        Assert.Equal(float.PositiveInfinity, metres[21]);
        Assert.Equal(2262.52 * 0.209313, metres[22], 3);      // (257 - 1) / 256 = 1 pixel
        Assert.Equal(2262.52 * 0.209313 / 10, metres[23], 3); // 10 pixels
        Assert.Equal(1f, DepthDecoder.InverseDepth(dataset.LoadDepth(0))[0]); // unknown counts as ignored
        Assert.True(DatasetVerifier.Verify(tree.Manifest, tree.Root).Passed);
        File.Delete(Path.Combine(tree.Root, "gtFine/train/aachen/aachen_000000_000019_gtFine_labelIds.png"));
        Assert.Equal("gtFine/train/aachen/aachen_000000_000019_gtFine_labelIds.png", Assert.Single(DatasetVerifier.Verify(tree.Manifest, tree.Root).Problems).File);
    }

    [Fact]
    public void Bdd100k_TrainIdMasks_AreTakenAsTheyAre()
    {
        using var tree = new FormatTree("bdd100k", "val", null, count: 1);
        tree.Write("images/10k/val/7d06fefd-f7be05a6.jpg", Jpeg.Encode(new RgbImage(6, 4), 92));
        tree.Write("labels/sem_seg/masks/val/7d06fefd-f7be05a6.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, 0, 18, 255, 10, 13, 2))));
        Assert.Equal([0, 18, Void, 10, 13, 2], tree.Open().Load(0).Labels.Labels[..6]);
        tree.Write("labels/sem_seg/masks/val/7d06fefd-f7be05a6.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, 0, 19, 255, 10, 13, 2))));
        Assert.Contains("got 19 at x 1, y 0", Assert.Throws<DatasetException>(() => tree.Open().Load(0)).Message);
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    public void CamVid_IndexLabelsBesideJpegOrPng_ReadIn11Classes(string extension)
    {
        using var tree = new FormatTree("camvid", "val", ["0016E5_07959"]);
        tree.Write($"val/0016E5_07959.{extension}", extension == "jpg" ? Jpeg.Encode(new RgbImage(6, 4), 92) : Png.Encode(new RgbImage(6, 4)));
        tree.Write("valannot/0016E5_07959.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, 0, 3, 8, 10, 11, 2))));
        var dataset = tree.Open();
        Assert.Equal([0, 3, 8, 10, Void, 2], dataset.Load(0).Labels.Labels[..6]);
        Assert.Equal("camvid11", dataset.LabelSpace.Name);
        Assert.True(DatasetVerifier.Verify(tree.Manifest, tree.Root).Passed);
        tree.Write("valannot/0016E5_07959.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, 12, 3, 8, 10, 11, 2))));
        Assert.Contains("got 12 at x 0, y 0", Assert.Throws<DatasetException>(() => tree.Open().Load(0)).Message);
    }

    [Fact]
    public void Cityscapes_PreparedCopy_KeepsCitiesClassesAndDistances()
    {
        using var tree = new FormatTree("cityscapes", "train", null, count: 1);
        tree.Write("leftImg8bit/train/aachen/aachen_000000_000019_leftImg8bit.png", Png.Encode(new RgbImage(6, 4)));
        tree.Write("gtFine/train/aachen/aachen_000000_000019_gtFine_labelIds.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, 7, 7, 26, 26, 255, 4))));
        tree.Write("disparity/train/aachen/aachen_000000_000019_disparity.png", Png.Encode(new RawImage(6, 4, 1, 16, [.. Enumerable.Repeat((ushort)257, 24)])));
        using var target = new TemporaryFolder();
        DatasetPreparer.Prepare(tree.Manifest, tree.Root, target["cityscapes"], 3, 2);
        var copy = new ManifestDataset(tree.Manifest, "train", target["cityscapes"]);
        var sample = copy.Load(0);
        Assert.Equal(("aachen/aachen_000000_000019", 3, 2), (sample.Name, sample.Image.Width, sample.Image.Height));
        Assert.Equal([0, 13, Void], sample.Labels.Labels[..3]);
        // A disparity counts in the original's pixels, so the distance stays.
        Assert.Equal(2262.52 * 0.209313, copy.LoadDepth(0).Metres[0], 3);
        Assert.True(DatasetVerifier.Verify(tree.Manifest, target["cityscapes"]).Passed);
    }

    [Fact]
    public void Synscapes_NumbersWithoutPadding_AreFound()
    {
        using var tree = new FormatTree("synscapes", "val", ["23001", "23002"]);
        foreach (var name in new[] { "23001", "23002" })
        {
            tree.Write($"img/rgb/{name}.png", Png.Encode(new RgbImage(6, 4)));
            tree.Write($"img/class/{name}.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, 7, 8, 11, 12, 13, 17))));
        }
        Assert.Equal([0, 1, 2, 3, 4, 5], tree.Open().Load(1).Labels.Labels[..6]);
        Assert.Equal(("1", "23000", "23001"), (DatasetManifests.Find("synscapes").Split("train").Keys![0], DatasetManifests.Find("synscapes").Split("train").Keys![^1], DatasetManifests.Find("synscapes").Split("val").Keys![0]));
    }

    [Theory]
    [InlineData("nthu-rome")]
    [InlineData("nthu-rio")]
    [InlineData("nthu-tokyo")]
    [InlineData("nthu-taipei")]
    public void Nthu_EvalLabelsAndUnlabelledTraining_ReadIn13Classes(string name)
    {
        using var tree = new FormatTree(name, "test", null, count: 1);
        tree.Write("Images/Test/pano_00009_0_0.jpg", Jpeg.Encode(new RgbImage(6, 4), 92));
        tree.Write("Labels/Test/pano_00009_0_0_eval.png", Png.Encode(new LabelMap(6, 4, Row(6, 4, 7, 19, 23, 12, 33, 255))));
        var dataset = tree.Open();
        Assert.Equal([0, 3, 6, Void, 12, Void], dataset.Load(0).Labels.Labels[..6]); // wall (12) is none of the 13
        Assert.Equal("crosscity13", dataset.LabelSpace.Name);
        var manifest = tree.Manifest with { Splits = [DatasetManifests.Find(name).Split("train") with { Count = 1 }] };
        tree.Write("Images/Train/pano_00001_0_180.jpg", Jpeg.Encode(new RgbImage(6, 4), 92));
        var pictures = new ManifestPictures(manifest, "train", tree.Root);
        Assert.Equal(("pano_00001_0_180", 6), (pictures.Load(0).Name, pictures.Load(0).Image.Width));
        Assert.Contains("expected a split with labels", Assert.Throws<DatasetException>(() => new ManifestDataset(manifest, "train", tree.Root)).Message);
        Assert.True(DatasetVerifier.Verify(manifest, tree.Root).Passed);
    }

    [Fact]
    public void InverseDepth_OfCordasCases_AgreesWithTheReleasedCode()
    {
        // Beyond 655.35 m and below the nearest trusted distance: exactly 1, which the losses ignore.
        var depth = new DepthMap(5, 1, [1000f, 0.05f, 0.1f, 655.35f, float.NaN]);
        var inverse = DepthDecoder.InverseDepth(depth, nearest: 0.1f);
        Assert.Equal([1f, 1f], inverse[..2]);
        Assert.Equal(655.36 / 0.11, inverse[2], 2);
        Assert.Equal([1f, 1f], inverse[3..]);
        // Normalised disparity: value / 256 + 1, range 1 .. about 257.
        var disparity = DepthDecoder.InverseDepthOfDisparity(new RawImage(3, 1, 1, 16, [0, 256, 65535]), "x");
        Assert.Equal([1f, 2f, 65535f / 256 + 1], disparity);
        Assert.Throws<DatasetException>(() => DepthDecoder.InverseDepthOfDisparity(new RawImage(1, 1, 1, 8, [0]), "x"));
    }

    private static byte[] Row(int width, int height, params byte[] values)
    {
        var labels = new byte[width * height];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = values[i % width];
        return labels;
    }

    /// <summary>A folder for a real dataset's manifest, shrunk to pictures of 6 x 4 and a few files.</summary>
    private sealed class FormatTree : IDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly string split;

        public FormatTree(string dataset, string split, string[]? keys, int count = 0)
        {
            var manifest = DatasetManifests.Find(dataset);
            this.split = split;
            Manifest = manifest with
            {
                Image = new ImageFormat(6, 4, Math.Min(1, manifest.Image.Tolerance)),
                Splits = [manifest.Split(split) with { Keys = keys, Count = keys?.Length ?? count }],
            };
        }

        public DatasetManifest Manifest { get; }

        public string Root => folder.Path;

        public void Write(string relative, byte[] content)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[relative])!);
            File.WriteAllBytes(folder[relative], content);
        }

        public ManifestDataset Open() => new(Manifest, split, Root);

        public void Dispose() => folder.Dispose();
    }
}
