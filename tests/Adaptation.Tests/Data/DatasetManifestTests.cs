using System.Text.Json.Nodes;
using Research.Adaptation.Data;

namespace Research.Adaptation.Tests.Data;

public sealed class DatasetManifestTests
{
    private const string Valid = """
        {
          "name": "tiny", "title": "Tiny", "citation": "None, 2026", "origin": "https://example.org/tiny",
          "licence": { "name": "CC0", "address": "https://example.org/cc0", "terms": "Free." },
          "obtain": ["Make it."],
          "image": { "width": 4, "height": 3 },
          "labels": { "encoding": "index8", "space": "camvid11", "classes": { "0": "sky", "1": "void" }, "others": "reject" },
          "splits": [ { "name": "train", "count": 2, "images": "train/*.png", "labels": "gt/*.png", "list": "lists/train.txt" } ]
        }
        """;

    [Fact]
    public void Find_CamVid_HasTheReleasesSplitsAndClasses()
    {
        var manifest = DatasetManifests.Find("camvid");
        Assert.Equal([("train", 367, false), ("val", 101, false), ("test", 233, true)], manifest.Splits.Select(s => (s.Name, s.Count, s.Optional)));
        Assert.Equal(367, manifest.Split("train").Keys!.Count);
        Assert.Equal("0001TP_006690", manifest.Split("train").Keys![0]);
        Assert.Equal(new ImageFormat(480, 360, 0), manifest.Image);
        Assert.Equal(Enumerable.Range(0, 11).Select(i => (i, (byte)i)).Append((11, (byte)255)), manifest.Labels.Classes.Select(c => (c.Key, c.Value)));
    }

    [Fact]
    public void Names_ListsEveryManifest_AndEachIsReadable()
    {
        Assert.Contains("camvid", DatasetManifests.Names);
        Assert.DoesNotContain("schema", DatasetManifests.Names);
        Assert.All(DatasetManifests.Names, name => Assert.Equal(name, DatasetManifests.Find(name).Name));
        Assert.Contains("'camvit'", Assert.Throws<ArgumentException>(() => DatasetManifests.Find("camvit")).Message);
    }

    [Fact]
    public void Load_FromAFileWithAList_ReadsBoth()
    {
        using var folder = new TemporaryFolder();
        folder.Write("lists/train.txt", "# two pictures\na\n\nb\r\n");
        var manifest = DatasetManifest.Load(folder.Write("tiny.json", Valid));
        Assert.Equal(["a", "b"], manifest.Split("train").Keys);
        Assert.Equal("1. Make it.", manifest.HowToObtain());
    }

    [Theory]
    [InlineData("name", "null", "name: expected a text, got null")]
    [InlineData("name", "\"a/b\"", "name: expected a name that can be a folder's, got \"a/b\"")]
    [InlineData("origin", "\"ftp://example.org\"", "origin: expected an http or https address")]
    [InlineData("image.width", "0", "image.width: expected an integer 1 .. 65535, got 0")]
    [InlineData("image.width", "4.5", "image.width: expected an integer 1 .. 65535, got 4.5")]
    [InlineData("image.width", "\"4\"", "image.width: expected an integer 1 .. 65535, got \"4\"")]
    [InlineData("image.depth", "3", "image.depth: expected one of width, height, tolerance, got a field 'depth'")]
    [InlineData("labels.encoding", "\"rgb\"", "labels.encoding: expected one of \"index8\", \"red16\", got \"rgb\"")]
    [InlineData("labels.space", "\"ade20k\"", "labels.space: expected one of \"cityscapes19\"")]
    [InlineData("labels.classes.0", "\"road\"", "")]
    [InlineData("labels.classes.7", "\"lorry\"", "labels.classes.7: expected \"void\" or a class of 'camvid11'")]
    [InlineData("labels.classes.300", "\"sky\"", "labels.classes.300: expected a stored value 0 .. 255")]
    [InlineData("labels.classes.01", "\"sky\"", "labels.classes.01: expected a stored value 0 .. 255")]
    [InlineData("labels.classes", "{ \"0\": \"void\" }", "labels.classes: expected at least one class")]
    [InlineData("splits", "[]", "splits: expected a list of at least 1, got []")]
    [InlineData("obtain", "[1]", "obtain[0]: expected a text, got 1")]
    [InlineData("splits.0.count", "3", "splits[0].count: expected 2, the number of lines of")]
    [InlineData("splits.0.images", "\"../train/*.png\"", "splits[0].images: expected a path pattern inside its folder")]
    [InlineData("splits.0.labels", "\"gt/*/*.png\"", "splits[0].labels: expected a pattern with 1 star(s)")]
    [InlineData("splits.0.list", "\"../list.txt\"", "splits[0].list: expected a path inside its folder (it has a part '..')")]
    [InlineData("splits.0.list", "\"/etc/passwd\"", "splits[0].list: expected a path inside its folder (it is absolute)")]
    [InlineData("splits.0.list", "\"absent.txt\"", "absent.txt: expected a file, there is none")]
    [InlineData("splits.0.ids", "{ \"first\": 0, \"last\": 1 }", "splits[0]: expected at most one of list, folderList, ids")]
    [InlineData("splits.0.optional", "1", "splits[0].optional: expected true or false, got 1")]
    public void Load_WithAWrongField_NamesFileFieldAndExpectation(string field, string json, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("lists/train.txt", "a\nb\n");
        var manifest = JsonNode.Parse(Valid)!;
        var steps = field.Split('.');
        var parent = manifest;
        foreach (var step in steps[..^1])
            parent = parent is JsonArray ? parent[int.Parse(step)]! : parent[step]!;
        parent[steps[^1]] = JsonNode.Parse(json);
        string path = folder.Write("tiny.json", manifest.ToJsonString());
        if (message.Length == 0)
        {
            Assert.Equal(3, DatasetManifest.Load(path).Labels.Classes[0]);
            return;
        }
        var error = Assert.Throws<ManifestException>(() => DatasetManifest.Load(path));
        Assert.Contains(message, error.Message);
        Assert.StartsWith(folder.Path, error.Message);
    }

    [Theory]
    [InlineData("citation")]
    [InlineData("licence")]
    [InlineData("splits")]
    [InlineData("image")]
    public void Load_WithAMissingField_NamesIt(string field)
    {
        using var folder = new TemporaryFolder();
        var manifest = JsonNode.Parse(Valid)!.AsObject();
        manifest.Remove(field);
        var error = Assert.Throws<ManifestException>(() => DatasetManifest.Load(folder.Write("tiny.json", manifest.ToJsonString())));
        Assert.Equal(field, error.Field);
        Assert.Contains("missing", error.Message);
    }

    [Theory]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }")]
    [InlineData("{ \"name\": ")]
    [InlineData("")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]")]
    public void Load_OfBrokenJson_NamesTheFile(string text)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("broken.json", text);
        Assert.StartsWith(path, Assert.Throws<ManifestException>(() => DatasetManifest.Load(path)).Message);
    }

    [Theory]
    [InlineData("a\na\n", "line 2: expected each file once, got 'a' again")]
    [InlineData("a\n../b\n", "line 2: expected a file key, got '../b'")]
    [InlineData("/etc/passwd\nb\n", "line 1: expected a file key, got '/etc/passwd'")]
    [InlineData("a\nb/c\n", "line 2: expected a file key of 1 part(s)")]
    public void Load_WithABadList_NamesListAndLine(string list, string message)
    {
        using var folder = new TemporaryFolder();
        string listPath = folder.Write("lists/train.txt", list);
        var error = Assert.Throws<ManifestException>(() => DatasetManifest.Load(folder.Write("tiny.json", Valid)));
        Assert.Equal($"{listPath}: {message}", error.Message[..(listPath.Length + 2 + message.Length)]);
    }

    [Fact]
    public void Load_WithAListThatIsALinkOutOfTheFolder_IsRefused()
    {
        using var outside = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        outside.Write("train.txt", "a\nb\n");
        Directory.CreateSymbolicLink(folder["lists"], outside.Path);
        var error = Assert.Throws<ManifestException>(() => DatasetManifest.Load(folder.Write("tiny.json", Valid)));
        Assert.Contains("symbolic link that leads out", error.Message);
    }
}
