using System.Text;
using System.Text.Json;

namespace Research.Adaptation.Data;

/// <summary>Strict reader of manifests: unknown, missing and malformed fields are errors.</summary>
internal static class ManifestReader
{
    private const long MaximumBytes = 64L << 20;

    /// <summary>The text of a manifest or list.</summary>
    public static string ReadText(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new ManifestException(path, "", "expected a file, there is none");
            if (file.Length > MaximumBytes)
                throw new ManifestException(path, "", $"expected at most {MaximumBytes} bytes, got {file.Length}");
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (ArgumentException error)
        {
            throw new ManifestException(path, "", "expected UTF-8 text", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ManifestException(path, "", "the file cannot be read: permission denied", error);
        }
    }

    /// <summary>A manifest; <paramref name="readList"/> gives name and text of a list beside it.</summary>
    public static DatasetManifest Read(string text, string fileName, Func<string, (string File, string Text)> readList)
    {
        using var document = Parse(text, fileName);
        var root = new ManifestField(fileName, "", document.RootElement).Object(
            "$schema", "name", "title", "citation", "origin", "licence", "obtain", "fetch", "image", "labels", "depth", "camera", "splits", "notes");
        string name = root["name"].Text();
        if (FolderPath.Problem(name) is not null || name.Contains('/'))
            throw root["name"].Expected("a name that can be a folder's");
        var manifest = new DatasetManifest
        {
            Name = name,
            Title = root["title"].Text(),
            Citation = root["citation"].Text(),
            Origin = root["origin"].Address(),
            Licence = ReadLicence(root["licence"]),
            Obtain = root["obtain"].Items(1).Select(step => step.Text()).ToArray(),
            Fetch = root.Find("fetch") is { } fetch ? ReadFetch(fetch, readList) : null,
            Image = ReadImage(root["image"]),
            Labels = ReadLabels(root["labels"]),
            Camera = root.Find("camera") is { } camera ? ReadCamera(camera) : null,
            Depth = root.Find("depth") is { } depth ? ReadDepth(depth) : null,
            Splits = root["splits"].Items(1).Select(split => ReadSplit(split, readList)).ToArray(),
            Notes = root.Find("notes")?.Items(0).Select(note => note.Text()).ToArray() ?? [],
            FileName = fileName,
        };
        CheckTogether(manifest, root);
        return manifest;
    }

    internal static JsonDocument Parse(string text, string fileName)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            string place = error.LineNumber is { } line ? $"line {line + 1}" : "";
            throw new ManifestException(fileName, place, $"expected JSON: {error.Message}", error);
        }
    }

    private static void CheckTogether(DatasetManifest manifest, ManifestField root)
    {
        var names = new HashSet<string>();
        var splits = root["splits"].Items(1);
        for (int i = 0; i < splits.Count; i++)
        {
            var split = manifest.Splits[i];
            if (!names.Add(split.Name))
                throw splits[i]["name"].Expected("a name that no other split has");
            if (split.Labels is { } labels && labels.Stars != split.Images.Stars)
                throw splits[i]["labels"].Expected($"a pattern with {split.Images.Stars} star(s), as images has");
            if (manifest.Depth is { } depth && depth.Files.Stars != split.Images.Stars)
                throw root["depth"]["files"].Expected($"a pattern with {split.Images.Stars} star(s), as splits[{i}].images has");
        }
        if (manifest.Depth?.Encoding == DepthEncoding.CityscapesDisparity16 && manifest.Camera?.StereoBaseline is null)
            throw root["depth"]["encoding"].Expected("a camera with a baseline beside a disparity encoding");
    }

    private static Licence ReadLicence(ManifestField field)
    {
        field.Object("name", "address", "terms");
        return new(field["name"].Text(), field["address"].Address(), field["terms"].Text());
    }

    private static FetchSource ReadFetch(ManifestField field, Func<string, (string File, string Text)> readList)
    {
        field.Object("address", "list");
        string address = field["address"].Address();
        if (!address.EndsWith('/'))
            throw field["address"].Expected("an address that ends with '/'");
        var (file, text) = readList(field["list"].RelativePath());
        return new(new Uri(address), FetchSource.ParseList(text, file));
    }

    private static ImageFormat ReadImage(ManifestField field)
    {
        field.Object("width", "height", "tolerance");
        return new(field["width"].Integer(1, 65535), field["height"].Integer(1, 65535), field.Find("tolerance")?.Integer(0, 1024) ?? 0);
    }

    private static LabelFormat ReadLabels(ManifestField field)
    {
        field.Object("encoding", "space", "classes", "others");
        var encoding = field["encoding"].Word(("index8", LabelEncoding.Index8), ("red16", LabelEncoding.Red16));
        var space = field["space"].Word(LabelSpaces.All.Select(known => (known.Name, known)).ToArray());
        int largest = encoding == LabelEncoding.Index8 ? 255 : 65535;
        var classes = new Dictionary<int, byte>();
        foreach (var (text, value) in field["classes"].Members())
        {
            if (!int.TryParse(text, System.Globalization.NumberStyles.None, null, out int stored) || stored > largest || text != $"{stored}")
                throw new ManifestException(field["classes"].Expected("").FileName, value.Path, $"expected a stored value 0 .. {largest} as the name of the field, got '{text}'");
            string name = value.Text();
            var found = space.Classes.FirstOrDefault(c => c.Name == name);
            if (found is null && name != "void")
                throw value.Expected($"\"void\" or a class of '{space}' ({string.Join(", ", space.Classes.Select(c => c.Name))})");
            classes[stored] = found is null ? LabelSpace.Ignore : (byte)found.Id;
        }
        if (classes.Values.All(label => label == LabelSpace.Ignore))
            throw field["classes"].Expected("at least one class");
        return new(encoding, space, classes, field["others"].Word(("reject", false), ("void", true)));
    }

    private static DepthFormat ReadDepth(ManifestField field)
    {
        field.Object("files", "encoding");
        return new(field["files"].Pattern(), field["encoding"].Word(
            ("centimetres16", DepthEncoding.Centimetres16),
            ("cityscapes-disparity16", DepthEncoding.CityscapesDisparity16)));
    }

    private static CameraFormat ReadCamera(ManifestField field)
    {
        field.Object("focalLength", "centre", "baseline");
        var (fx, fy) = Pair(field["focalLength"]);
        var (cx, cy) = Pair(field["centre"]);
        return new(fx, fy, cx, cy, field.Find("baseline")?.Positive());
    }

    private static (double, double) Pair(ManifestField field)
    {
        var items = field.Items(2);
        return items.Count == 2 ? (items[0].Positive(), items[1].Positive()) : throw field.Expected("a list of two numbers, x and y");
    }

    private static ManifestSplit ReadSplit(ManifestField field, Func<string, (string File, string Text)> readList)
    {
        field.Object("name", "count", "images", "labels", "list", "folderList", "ids", "digits", "optional");
        if (new[] { "list", "folderList", "ids" }.Count(name => field.Find(name) is not null) > 1)
            throw field.Expected("at most one of list, folderList, ids");
        int count = field["count"].Integer(1, 10_000_000);
        int digits = field.Find("digits")?.Integer(1, 12) ?? 0;
        var images = field["images"].Pattern();
        IReadOnlyList<string>? keys = null;
        if (field.Find("list") is { } list)
        {
            var (file, text) = readList(list.RelativePath());
            keys = SplitList.Parse(text, file, images, digits);
            if (keys.Count != count)
                throw field["count"].Expected($"{keys.Count}, the number of lines of {file}");
        }
        else if (field.Find("ids") is { } ids)
        {
            keys = Range(ids, digits);
            if (keys.Count != count)
                throw field["count"].Expected($"{keys.Count}, the size of {ids.Path}");
            if (images.Stars != 1)
                throw field["images"].Expected("a pattern with one star for numbered files");
        }
        return new()
        {
            Name = field["name"].Text(),
            Count = count,
            Images = images,
            Labels = field.Find("labels")?.Pattern(),
            Keys = keys,
            FolderList = field.Find("folderList")?.RelativePath(),
            Digits = digits,
            Optional = field.Find("optional")?.Boolean() ?? false,
        };
    }

    private static string[] Range(ManifestField ids, int digits)
    {
        ids.Object("first", "last");
        int first = ids["first"].Integer(0, 10_000_000);
        int last = ids["last"].Integer(first, 10_000_000);
        return Enumerable.Range(first, last - first + 1).Select(id => SplitList.Pad(id, digits)).ToArray();
    }
}
