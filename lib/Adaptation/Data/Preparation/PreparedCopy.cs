using System.Text.Json;
using System.Text.Json.Serialization;

namespace Research.Adaptation.Data;

/// <summary>What a folder with a resized copy of a dataset says about itself, in <c>prepared.json</c>.</summary>
/// <remarks>
/// The copy has the dataset's own layout, so that a folder of prepared datasets serves as RESEARCH_DATA. Pictures are PNG, resized
/// bicubically: to the byte what training would make of the originals at that size. Labels are 8-bit PNG with the classes of the label
/// space, resized by nearest. Depth keeps its encoding, resized by nearest.
/// </remarks>
internal sealed record PreparedCopy
{
    public const string FileName = "prepared.json";

    private const int CurrentFormat = 1;
    private const long MaximumBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public required int Format { get; init; }

    /// <summary>The dataset that this is a copy of.</summary>
    public required string Dataset { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>The splits that were there to copy.</summary>
    public required IReadOnlyList<string> Splits { get; init; }

    /// <summary>Names and lengths of the originals, as a hash.</summary>
    public required string Source { get; init; }

    /// <summary>False until every file is written.</summary>
    public required bool Complete { get; init; }

    public static PreparedCopy Of(DatasetManifest manifest, int width, int height, IReadOnlyList<string> splits, string source) =>
        new() { Format = CurrentFormat, Dataset = manifest.Name, Width = width, Height = height, Splits = splits, Source = source, Complete = false };

    /// <summary>What a folder says; null where it is no prepared copy.</summary>
    /// <exception cref="DatasetException">The file is damaged.</exception>
    public static PreparedCopy? TryRead(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            if (new FileInfo(path).Length > MaximumBytes)
                throw new DatasetException($"{path}: expected at most {MaximumBytes} bytes", path);
            var copy = JsonSerializer.Deserialize<PreparedCopy>(File.ReadAllBytes(path), Json);
            if (copy is not { Format: CurrentFormat, Width: >= 1 and <= 16384, Height: >= 1 and <= 16384 } || copy.Splits is null || copy.Dataset is null)
                throw new DatasetException($"{path}: expected format {CurrentFormat} and a size of 1 .. 16384 pixels", path);
            return copy;
        }
        catch (JsonException error)
        {
            throw new DatasetException($"{path}: expected what `research data prepare` writes: {error.Message}", path, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DatasetException($"{path}: {error.Message}", path, error);
        }
    }

    public void Write(string folder)
    {
        string path = Path.Combine(folder, FileName), temporary = path + ".tmp";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, Json));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The manifest as it holds for this copy.</summary>
    /// <exception cref="DatasetException">It is a copy of another dataset, or not complete.</exception>
    public DatasetManifest Adapt(DatasetManifest manifest, string folder)
    {
        if (Dataset != manifest.Name)
            throw new DatasetException($"{folder}: expected dataset '{manifest.Name}', it is a prepared copy of '{Dataset}'", folder);
        if (!Complete)
            throw new DatasetException($"{folder}: expected a complete copy of '{Dataset}', `research data prepare` was interrupted; run it again with the same target to continue", folder);
        return Layout(manifest);
    }

    /// <summary>The manifest with the copy's size, label values and file names.</summary>
    public DatasetManifest Layout(DatasetManifest manifest)
    {
        var ids = manifest.Labels.Space.Classes.ToDictionary(c => c.Id, c => (byte)c.Id);
        ids[LabelSpace.Ignore] = LabelSpace.Ignore;
        return manifest with
        {
            Image = new(Width, Height, 0),
            Labels = new(LabelEncoding.Index8, manifest.Labels.Space, ids, OthersAreVoid: false),
            Splits = manifest.Splits.Select(split => split with
            {
                Images = AsPng(split.Images),
                Labels = split.Labels is null ? null : AsPng(split.Labels),
                Optional = split.Optional || !Splits.Contains(split.Name),
            }).ToArray(),
        };
    }

    // "train/*.{jpg,png}" becomes "train/*.png".
    private static PathPattern AsPng(PathPattern pattern)
    {
        int dot = pattern.Text.LastIndexOf('.');
        return PathPattern.Parse((dot > pattern.Text.LastIndexOfAny(['/', '*']) ? pattern.Text[..dot] : pattern.Text) + ".png");
    }
}
