using System.Security.Cryptography;
using System.Text;
using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>One split of a dataset on disk: checked file names, and reading of single files with the dataset's rules.</summary>
internal sealed class ManifestFiles
{
    private readonly DatasetManifest manifest;
    private readonly string root;
    private readonly PreparedCopy? prepared;
    private readonly string[] keys;
    private readonly string[] images;
    private readonly string[]? labels;
    private readonly LabelDecoder decoder;
    private readonly Lazy<string> fingerprint;

    public ManifestFiles(DatasetManifest manifest, string splitName, string root, bool needLabels)
    {
        this.root = Path.GetFullPath(root);
        prepared = PreparedCopy.TryRead(this.root);
        this.manifest = manifest = prepared?.Adapt(manifest, this.root) ?? manifest;
        var split = manifest.Split(splitName);
        Name = $"{manifest.Name}/{splitName}";
        if (!Directory.Exists(this.root))
            throw new DatasetException($"{this.root}: expected the folder of dataset '{manifest.Name}', there is none. To obtain it:{Environment.NewLine}{manifest.HowToObtain()}", this.root);
        if (needLabels && split.Labels is null)
            throw new DatasetException($"{Name}: expected a split with labels, this one has none", this.root);
        var found = SplitFiles.Find(this.root, split);
        if (found.Escaping.Count > 0)
            throw new DatasetException($"{Path.Combine(this.root, found.Escaping[0])}: expected a path inside {this.root}, it is a symbolic link that leads out of it", found.Escaping[0]);
        keys = found.Keys.ToArray();
        if (keys.Length != split.Count)
            throw Incomplete($"expected {split.Count} pictures {split.Images}, got {keys.Length}");
        images = PathsOf(keys, found.Images, split.Images);
        labels = needLabels ? PathsOf(keys, found.Labels!, split.Labels!) : null;
        decoder = new(manifest.Labels);
        fingerprint = new(ComputeFingerprint);
    }

    public string Name { get; }

    public int Count => keys.Length;

    public string Fingerprint => fingerprint.Value;

    public string KeyAt(int index) => keys[DatasetGuard.Index(Name, keys.Length, index)];

    public RgbImage Image(int index)
    {
        string path = Path.Combine(root, images[index]);
        var image = Guard(path, () => ImageFile.ReadRgb(path));
        if (!manifest.Image.Accepts(image.Width, image.Height))
            throw new DatasetException($"{path}: expected {manifest.Image} pixels, got {image.Width} x {image.Height}", path);
        return image;
    }

    public LabelMap Labels(int index, RgbImage image)
    {
        string path = Path.Combine(root, labels![index]);
        var map = Guard(path, () => decoder.Read(path));
        if (!manifest.Image.Accepts(map.Width, map.Height))
            throw new DatasetException($"{path}: expected {manifest.Image} pixels, got {map.Width} x {map.Height}", path);
        // Only where the manifest tolerates it (GTA5 has such pairs): the label is stretched over its picture.
        return map.Width == image.Width && map.Height == image.Height ? map : Resize.Nearest(map, image.Width, image.Height);
    }

    public DepthMap Depth(int index)
    {
        string path = DepthPath(index);
        return Guard(path, () => DepthDecoder.Decode(Png.Read(path), manifest.Depth!.Encoding, manifest.Camera, path));
    }

    /// <summary>The depth file as it is stored.</summary>
    public RawImage RawDepth(int index)
    {
        string path = DepthPath(index);
        return Guard(path, () => Png.Read(path));
    }

    /// <summary>Whether a sample has a depth file.</summary>
    public bool HasDepth(int index) => DepthAlternative(index) >= 0;

    /// <summary>Which of the pattern's alternatives is there; -1 where none is.</summary>
    public int DepthAlternative(int index) => manifest.Depth is null ? -1
        : manifest.Depth.Files.PathsOf(KeyAt(index)).Select(relative => FolderPath.Resolve(root, relative)).ToList().FindIndex(File.Exists);

    private string DepthPath(int index)
    {
        if (manifest.Depth is not { } depth)
            throw new DatasetException($"{Name}: expected a dataset with depth, its manifest names none", manifest.FileName);
        var paths = depth.Files.PathsOf(KeyAt(index)).Select(relative => FolderPath.Resolve(root, relative)).ToArray();
        return paths.FirstOrDefault(File.Exists)
            ?? throw new DatasetException($"{paths[0]}: expected a depth file, there is none", paths[0]);
    }

    private string[] PathsOf(string[] wanted, IReadOnlyDictionary<string, string> found, PathPattern pattern)
    {
        var missing = wanted.Where(key => !found.ContainsKey(key)).ToArray();
        if (missing.Length > 0)
            throw Incomplete($"expected {wanted.Length} files {pattern}, {missing.Length} of them are missing: {string.Join(", ", missing.Take(3).Select(pattern.Describe))}{(missing.Length > 3 ? ", ..." : "")}");
        return wanted.Select(key => found[key]).ToArray();
    }

    private DatasetException Incomplete(string problem) =>
        new($"{root}: {Name}: {problem} (`research data verify {manifest.Name}` names every file)", root);

    // Everything that decides what a sample is: files by name and length, and how their labels are read.
    private string ComputeFingerprint()
    {
        var text = new StringBuilder(Name).Append('|').Append(manifest.Labels.Encoding).Append('|').Append(manifest.Labels.OthersAreVoid);
        foreach (var (stored, label) in manifest.Labels.Classes.OrderBy(pair => pair.Key))
            text.Append('|').Append(stored).Append('>').Append(label);
        if (prepared is not null)
            text.Append("|prepared ").Append(prepared.Width).Append('x').Append(prepared.Height);
        for (int i = 0; i < keys.Length; i++)
        {
            text.Append('\n').Append(images[i]).Append(' ').Append(new FileInfo(Path.Combine(root, images[i])).Length);
            if (labels is not null)
                text.Append(' ').Append(labels[i]).Append(' ').Append(new FileInfo(Path.Combine(root, labels[i])).Length);
        }
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return $"{Name}@{Convert.ToHexStringLower(hash.AsSpan(0, 12))}";
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ImageFormatException error)
        {
            throw new DatasetException(error.Message, path, error);
        }
        catch (Exception error) when (error is IOException and not DatasetException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: {error.Message}", path, error);
        }
    }
}
