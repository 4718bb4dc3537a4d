using TorchSharp;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Weights;

/// <summary>The names that real files of weights have, with small tensors of the same arrangement.</summary>
internal static class KeyLayouts
{
    /// <summary>torchvision's ResNet: names as in its state_dict, widths scaled down; every element of a tensor is its place in the list.</summary>
    public static Dictionary<string, Tensor> ResNet(int[] blocks, int width, string prefix = "", bool counters = false)
    {
        var tensors = new Dictionary<string, Tensor>();
        void Add(string name, params long[] shape) => tensors.Add(prefix + name, full(shape, tensors.Count + 1, dtype: ScalarType.Float32));
        void Norm(string name, long channels)
        {
            foreach (var part in new[] { "weight", "bias", "running_mean", "running_var" }) Add($"{name}.{part}", channels);
            if (counters) tensors.Add($"{prefix}{name}.num_batches_tracked", tensor(7L));
        }

        Add("conv1.weight", width, 3, 7, 7);
        Norm("bn1", width);
        long inputs = width;
        for (var layer = 0; layer < 4; layer++)
            for (var block = 0; block < blocks[layer]; block++)
            {
                var (name, inner) = ($"layer{layer + 1}.{block}", (long)width << layer);
                Add($"{name}.conv1.weight", inner, inputs, 1, 1);
                Norm($"{name}.bn1", inner);
                Add($"{name}.conv2.weight", inner, inner, 3, 3);
                Norm($"{name}.bn2", inner);
                Add($"{name}.conv3.weight", 4 * inner, inner, 1, 1);
                Norm($"{name}.bn3", 4 * inner);
                if (block == 0)
                {
                    Add($"{name}.downsample.0.weight", 4 * inner, inputs, 1, 1);
                    Norm($"{name}.downsample.1", 4 * inner);
                }
                inputs = 4 * inner;
            }
        return tensors;
    }

    /// <summary>With the classifier of torchvision's networks for ImageNet.</summary>
    public static Dictionary<string, Tensor> WithFullyConnected(this Dictionary<string, Tensor> tensors)
    {
        tensors.Add("fc.weight", zeros(10, 4));
        tensors.Add("fc.bias", zeros(10));
        return tensors;
    }

    /// <summary>With DeepLabv2's classifier for another number of classes.</summary>
    public static Dictionary<string, Tensor> WithDeepLabHead(this Dictionary<string, Tensor> tensors, string prefix = "")
    {
        for (var i = 0; i < 4; i++)
        {
            tensors.Add($"{prefix}layer5.conv2d_list.{i}.weight", zeros(21, 4, 3, 3));
            tensors.Add($"{prefix}layer5.conv2d_list.{i}.bias", zeros(21));
        }
        return tensors;
    }

    /// <summary>torchvision's VGG16: places in its list of layers, convolutions only or with normalisations, then the classifier.</summary>
    public static Dictionary<string, Tensor> Vgg16(int width, bool normalised)
    {
        var tensors = new Dictionary<string, Tensor>();
        void Add(string name, params long[] shape) => tensors.Add(name, full(shape, tensors.Count + 1, dtype: ScalarType.Float32));
        var (place, inputs) = (0, 3L);
        foreach (var stage in new[] { (1, 2), (2, 2), (4, 3), (8, 3), (8, 3) })
        {
            for (var i = 0; i < stage.Item2; i++)
            {
                long channels = width * stage.Item1;
                Add($"features.{place}.weight", channels, inputs, 3, 3);
                Add($"features.{place}.bias", channels);
                if (normalised)
                {
                    foreach (var part in new[] { "weight", "bias", "running_mean", "running_var" }) Add($"features.{place + 1}.{part}", channels);
                    tensors.Add($"features.{place + 1}.num_batches_tracked", tensor(7L));
                }
                place += normalised ? 3 : 2;      // convolution, (normalisation,) ReLU
                inputs = channels;
            }
            place++;                              // pooling
        }
        foreach (var layer in new[] { 0, 3, 6 })
        {
            tensors.Add($"classifier.{layer}.weight", zeros(3, 3));
            tensors.Add($"classifier.{layer}.bias", zeros(3));
        }
        return tensors;
    }

    /// <summary>Writes the tensors as safetensors.</summary>
    public static string Save(this Dictionary<string, Tensor> tensors, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafeTensors.Save(path, tensors);
        return path;
    }
}
