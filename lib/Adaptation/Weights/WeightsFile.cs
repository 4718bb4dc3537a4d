using System.Security.Cryptography;
using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Weights;

/// <summary>Puts pretrained weights into networks, and checks and converts their files (engineering, no paper).</summary>
public static class WeightsFile
{
    /// <summary>Copies a file's tensors into a network by the manifest's rules, all of them or none.</summary>
    /// <param name="path">The file: <c>.pth</c> (zip or legacy) or safetensors.</param>
    /// <param name="manifest">Says which tensor goes where.</param>
    /// <param name="network">The network; parameters and buffers outside the covered part stay as they are.</param>
    /// <returns>What matched and what did not; <see cref="WeightsReport.Fits"/> is true.</returns>
    /// <exception cref="WeightsException">The file is absent or damaged, or does not fit; the message lists what does not, nothing was changed.</exception>
    public static WeightsReport Load(string path, WeightsManifest manifest, nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var source = WeightsSource.Open(path);
        var (report, values) = Plan(path, manifest, network, source);
        if (!report.Fits) throw new WeightsException(path, $"it does not fit {network.GetName()} by {manifest.FileName}: {report}");
        var targets = network.state_dict();
        foreach (var (name, value) in values) targets[name].copy_(value);
        return report;
    }

    /// <summary>What <see cref="Load"/> would do; nothing is changed.</summary>
    /// <exception cref="WeightsException">The file is absent or damaged, or no part of the network is one that the manifest covers.</exception>
    public static WeightsReport Compare(string path, WeightsManifest manifest, nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var source = WeightsSource.Open(path);
        return Plan(path, manifest, network, source).Report;
    }

    /// <summary>SHA-256 of a file, 64 hexadecimal digits in lower case.</summary>
    public static string ChecksumOf(string path)
    {
        using var file = File.OpenRead(path);
        return System.Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Holds a file against what its manifest knows of it, and reads every tensor.</summary>
    /// <returns>What is wrong, in sentences; empty where nothing is.</returns>
    public static IReadOnlyList<string> Verify(string path, WeightsManifest manifest)
    {
        var problems = new List<string>();
        var length = new FileInfo(path).Length;
        if (manifest.Bytes is { } bytes && bytes != length) problems.Add($"expected {bytes} bytes, got {length}");
        var (expected, sum) = (manifest.Checksum ?? manifest.ChecksumPrefix, ChecksumOf(path));
        if (expected is not null && !sum.StartsWith(expected, StringComparison.Ordinal)) problems.Add($"expected a SHA-256 that begins with {expected}, got {sum}");
        problems.AddRange(ProblemsOfTensors(path, manifest));
        return problems;
    }

    /// <summary>Holds a file that <see cref="Convert"/> wrote against the manifest: the source's checksum in its header, and every tensor.</summary>
    /// <returns>What is wrong, in sentences; empty where nothing is.</returns>
    public static IReadOnlyList<string> VerifyConverted(string path, WeightsManifest manifest)
    {
        var problems = new List<string>();
        try
        {
            using var file = SafeTensors.Open(path);
            var (expected, sum) = (manifest.Checksum ?? manifest.ChecksumPrefix, file.Metadata.GetValueOrDefault("source.sha256", ""));
            if (expected is not null && !sum.StartsWith(expected, StringComparison.Ordinal))
                problems.Add($"expected to come from a file whose SHA-256 begins with {expected}, its header says {(sum.Length > 0 ? sum : "nothing")}");
        }
        catch (SafeTensorsException damaged)
        {
            return [damaged.Message];
        }
        problems.AddRange(ProblemsOfTensors(path, manifest));
        return problems;
    }

    /// <summary>Writes the tensors of a .pth file as safetensors, with the source's name and SHA-256 in the header.</summary>
    /// <returns>Number of tensors.</returns>
    /// <exception cref="WeightsException">The source is absent or damaged, or holds a tensor that is larger than its storage.</exception>
    /// <exception cref="IOException">The target cannot be written; an earlier one is untouched.</exception>
    public static int Convert(string from, string to)
    {
        using var scope = NewDisposeScope();
        using var source = WeightsSource.Open(from);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var name in source.Names)
        {
            var tensor = source.Read(name);
            if (IsExpanded(tensor)) throw new WeightsException(from, $"tensor '{name}' repeats its elements (a stride of 0); save a contiguous copy of it");
            tensors.Add(name, tensor);
        }
        SafeTensors.Save(to, tensors, new Dictionary<string, string> { ["source"] = Path.GetFileName(from), ["source.sha256"] = ChecksumOf(from) });
        return tensors.Count;
    }

    private static List<string> ProblemsOfTensors(string path, WeightsManifest manifest)
    {
        var problems = new List<string>();
        try
        {
            using var scope = NewDisposeScope();
            using var source = WeightsSource.Open(path);
            var unknown = new List<string>();
            foreach (var name in source.Names)
            {
                using var tensor = source.Read(name);
                if (manifest.Keys.Translate(name) is null && manifest.Keys.IgnoredBecause(name) is null) unknown.Add(name);
                else if (tensor.is_floating_point() && !IsExpanded(tensor) && !tensor.isfinite().all().item<bool>()) problems.Add($"tensor '{name}' has values that are not finite");
            }
            if (unknown.Count > 0) problems.Add($"{unknown.Count} tensors that the manifest does not know: {string.Join(", ", unknown.Take(5))}");
        }
        catch (WeightsException damaged)
        {
            problems.Add(damaged.Message);
        }
        return problems;
    }

    private static (WeightsReport Report, Dictionary<string, Tensor> Values) Plan(string path, WeightsManifest manifest, nn.Module network, WeightsSource source)
    {
        var targets = network.state_dict();
        var parts = manifest.Keys.Parts(targets.Keys);
        if (parts.Count == 0) throw new WeightsException(path, $"no part of {network.GetName()} is one that {manifest.FileName} covers (names that begin with {manifest.Keys.Into})");
        var (taken, ignored, unknown, misfit) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<(string, string)>(), new List<string>(), new List<string>());
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var key in source.Names)
        {
            if (manifest.Keys.IgnoredBecause(key) is { } reason) ignored.Add((key, reason));
            else if (manifest.Keys.Translate(key) is not { } name || !targets.ContainsKey(parts[0] + name)) unknown.Add(key);
            else if (!taken.TryAdd(name, key)) misfit.Add($"{key} and {taken[name]} are both {name}");
            else
            {
                var value = source.Read(key);
                foreach (var part in parts)
                {
                    if (!targets.TryGetValue(part + name, out var target) || !target.shape.SequenceEqual(value.shape))
                        misfit.Add($"{part + name} (network [{string.Join(", ", target?.shape ?? [])}], file [{string.Join(", ", value.shape)}])");
                    else values[part + name] = value;
                }
            }
        }
        var (fresh, missing, outside) = (new List<(string, string)>(), new List<string>(), new List<string>());
        foreach (var key in targets.Keys.Where(key => !values.ContainsKey(key)))
        {
            if (parts.FirstOrDefault(part => key.StartsWith(part, StringComparison.Ordinal)) is not { } part) outside.Add(key);
            else if (manifest.Keys.FreshBecause(key[part.Length..]) is { } reason) fresh.Add((key, reason));
            else if (!taken.ContainsKey(key[part.Length..])) missing.Add(key);
        }
        return (new WeightsReport([.. values.Keys.Select(key => (key, taken[key[parts.First(part => key.StartsWith(part, StringComparison.Ordinal)).Length..]]))],
            ignored, fresh, outside, unknown, missing, misfit), values);
    }

    private static bool IsExpanded(Tensor tensor) => tensor.shape.Zip(tensor.stride()).Any(d => d is { First: > 1, Second: 0 });
}
