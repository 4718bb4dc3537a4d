using System.Text;
using Research.Adaptation.Models;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Weights;
using TorchSharp;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Weights;

public sealed class WeightsFileTests : IDisposable
{
    private static readonly int[] ResNet101 = [3, 4, 23, 3];
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("resnet101-deeplab-imagenet", "Scale.", true)]
    [InlineData("resnet101-deeplab-coco", "", true)]
    [InlineData("resnet101-imagenet", "", false)]
    public void Load_OfTheRealKeyLayout_FillsTheTrunkOfDeepLabV2(string name, string prefix, bool deepLab)
    {
        var file = KeyLayouts.ResNet(ResNet101, 4, prefix);
        Assert.Equal(520, file.Count);
        var path = (deepLab ? file.WithDeepLabHead(prefix) : file.WithFullyConnected()).Save(folder[name]);
        using var network = DeepLab(ResNet101);
        var before = Values(network, "low.branches.0.weight");
        var report = WeightsFile.Load(path, WeightsManifests.Find(name), network);
        Assert.Equal(520, report.Matched.Count);
        Assert.Equal(deepLab ? 8 : 2, report.Ignored.Count);
        Assert.Equal(104, report.Fresh.Count);
        Assert.All(report.Outside, key => Assert.True(key.StartsWith("low.") || key.StartsWith("high.")));
        foreach (var (ours, theirs) in new[]
        {
            ("trunk.conv1.weight", "conv1.weight"), ("trunk.bn1.running_var", "bn1.running_var"), ("trunk.layer3.22.conv2.weight", "layer3.22.conv2.weight"),
            ("trunk.layer4.0.shortcut.weight", "layer4.0.downsample.0.weight"), ("trunk.layer2.0.shortcut_bn.running_mean", "layer2.0.downsample.1.running_mean"),
        })
            Assert.All(Values(network, ours), value => Assert.Equal(file[prefix + theirs].flatten()[0].item<float>(), value));
        Assert.Equal(before, Values(network, "low.branches.0.weight"));
    }

    [Fact]
    public void Load_IntoTheMultiTaskNetwork_FillsItsTrunk()
    {
        var path = KeyLayouts.ResNet([1, 1, 1, 1], 4).WithDeepLabHead().Save(folder["coco"]);
        using var network = new MultiTaskDeepLab(new MultiTaskOptions { Trunk = new ResNetOptions { Blocks = [1, 1, 1, 1], Width = 4 }, TaskWidth = 8 }, new RandomStream(1));
        Assert.Equal(85, WeightsFile.Load(path, WeightsManifests.Find("resnet101-deeplab-coco"), network).Matched.Count);
        Assert.Equal(1f, Values(network, "trunk.conv1.weight")[0]);
    }

    [Fact]
    public void Load_IntoNetworksPerDataset_FillsEveryTrunk()
    {
        var path = KeyLayouts.ResNet([1, 1, 1, 1], 4, counters: true).WithFullyConnected().Save(folder["resnet50"]);
        using var network = new MultiHeadNetwork(new MultiHeadOptions
        {
            Heads = [new HeadOptions("a", 3), new HeadOptions("b", 4)],
            Network = NetworkSharing.Separate,
            Body = new DeepLabV3PlusOptions { Trunk = ResNetOptions.ResNet50 with { Blocks = [1, 1, 1, 1], Width = 4, MultiGrid = [1] } },
        }, new RandomStream(1));
        var report = WeightsFile.Load(path, WeightsManifests.Find("resnet50-imagenet"), network);
        Assert.Equal(2 * (85 + 17), report.Matched.Count);
        Assert.Empty(report.Fresh);
        var stems = network.state_dict().Keys.Where(key => key.EndsWith("trunk.conv1.weight", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, stems.Length);
        Assert.All(stems, stem => Assert.All(Values(network, stem), value => Assert.Equal(1f, value)));
    }

    [Theory]
    [InlineData("vgg16-imagenet", false, 26)]
    [InlineData("vgg16-bn-imagenet", true, 91)]
    public void Load_OfVgg16_FillsTheEncoderOfSegNet(string name, bool normalised, int taken)
    {
        var file = KeyLayouts.Vgg16(4, normalised);
        using var network = new SegNet(new SegNetOptions { Width = 4, Classes = 5 }, new RandomStream(1));
        var decoder = Values(network, "decoder.0.0.conv.weight");
        var report = WeightsFile.Load(file.Save(folder[name]), WeightsManifests.Find(name), network);
        Assert.Equal(taken, report.Matched.Count);
        // torchvision's VGG16 has its last convolution at place 28 of 31, with normalisations at 40 of 44.
        var last = file[normalised ? "features.40.weight" : "features.28.weight"];
        Assert.All(Values(network, "encoder.4.2.conv.weight"), value => Assert.Equal(last.flatten()[0].item<float>(), value));
        Assert.All(Values(network, "encoder.2.1.conv.bias"), value => Assert.Equal(file[normalised ? "features.17.bias" : "features.12.bias"][0].item<float>(), value));
        Assert.All(Values(network, "encoder.0.0.bn.bias"), value => Assert.Equal(normalised ? file["features.1.bias"][0].item<float>() : 0.001f, value));
        Assert.Equal(decoder, Values(network, "decoder.0.0.conv.weight"));
    }

    [Fact]
    public void Load_OfAFileThatDoesNotFit_ListsWhatAndChangesNothing()
    {
        var file = KeyLayouts.ResNet([1, 1, 1, 1], 4);
        file.Remove("layer2.0.bn2.running_var");
        file.Add("layer9.weight", zeros(1));
        file["conv1.weight"] = zeros(4, 3, 5, 5);
        var path = file.Save(folder["bad.safetensors"]);
        using var network = DeepLab([1, 1, 1, 1]);
        var before = Values(network, "trunk.layer1.0.conv1.weight");
        var error = Assert.Throws<WeightsException>(() => WeightsFile.Load(path, WeightsManifests.Find("resnet101-imagenet"), network));
        Assert.Contains("bad.safetensors", error.Message);
        Assert.Contains("1 unknown in the file: layer9.weight", error.Message);
        Assert.Contains("1 missing in the file: trunk.layer2.0.bn2.running_var", error.Message);
        Assert.Contains("trunk.conv1.weight (network [4, 3, 7, 7], file [4, 3, 5, 5])", error.Message);
        Assert.Equal(before, Values(network, "trunk.layer1.0.conv1.weight"));
        Assert.False(WeightsFile.Compare(path, WeightsManifests.Find("resnet101-imagenet"), network).Fits);
    }

    [Fact]
    public void Load_IntoANetworkThatTheFileIsNotFor_SaysSo()
    {
        var path = KeyLayouts.ResNet([1, 1, 1, 1], 4).Save(folder["resnet.safetensors"]);
        using var network = new SegNet(new SegNetOptions { Width = 4, Classes = 5 }, new RandomStream(1));
        Assert.Contains("no part of SegNet", Assert.Throws<WeightsException>(() => WeightsFile.Load(path, WeightsManifests.Find("resnet101-imagenet"), network)).Message);
        Assert.Contains("there is no such file", Assert.Throws<WeightsException>(() => WeightsFile.Load(folder["absent.pth"], WeightsManifests.Find("resnet101-imagenet"), network)).Message);
    }

    [Fact]
    public void ConvertAndVerify_OfAPth_WriteSafetensorsAndNameEveryProblem()
    {
        // A legacy .pth by hand: {'conv1.weight': two floats 1.5, -2}; the instructions are Python's pickletools'.
        byte[] start = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.', (byte)'M', 0xe9, 0x03, (byte)'.'];
        var value = "}(S'little_endian'\nI01\nu.}(S'conv1.weight'\nctorch._utils\n_rebuild_tensor\n((S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nI2\nNtQI0\n(I2\nt(I1\nttRu.](S'0'\ne.";
        var path = folder["vgg16-397923af.pth"];
        File.WriteAllBytes(path, [.. start, .. Encoding.ASCII.GetBytes(value), 2, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);
        var converted = folder["out.safetensors"];
        Assert.Equal(1, WeightsFile.Convert(path, converted));
        using (var file = SafeTensors.Open(converted))
        {
            Assert.Equal([1.5f, -2f], file.Read("conv1.weight").data<float>().ToArray());
            Assert.Equal(WeightsFile.ChecksumOf(path), file.Metadata["source.sha256"]);
        }
        var problems = WeightsFile.Verify(path, WeightsManifests.Find("vgg16-imagenet"));
        Assert.Contains(problems, p => p.Contains("begins with 397923af"));
        Assert.Contains(problems, p => p.Contains("1 tensors that the manifest does not know: conv1.weight"));
    }

    private static DeepLabV2 DeepLab(int[] blocks) =>
        new(new DeepLabV2Options { Classes = 3, Trunk = new ResNetOptions { Blocks = blocks, Width = 4 }, HeadDilations = [1, 2] }, new RandomStream(1));

    private static float[] Values(nn.Module network, string name) => network.state_dict()[name].detach().to(ScalarType.Float32).flatten().data<float>().ToArray();
}
