using System.Security.Cryptography;
using Research.Adaptation.Data;

namespace Research.Adaptation.Tests.Data;

public sealed class DatasetFetcherTests : IDisposable
{
    private readonly LocalFileServer server = new();
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new();

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Fetch_SeveralFiles_ArriveRightAndProgressEndsAtTheirSum()
    {
        var source = Serve(("train/a b.png", 5000), ("train/c.png", 70_001), ("labels/a.png", 1));
        var progress = new Collect();
        var result = await DatasetFetcher.FetchAsync(source, folder["camvid"], client, progress);
        Assert.Equal(new FetchResult(3, 0, 75_002), result);
        Assert.Equal(new FetchProgress(75_002, 75_002, 3, 3), progress.Last);
        AssertAllRight(source);
        var again = await DatasetFetcher.FetchAsync(source, folder["camvid"], client);
        Assert.Equal(new FetchResult(0, 3, 0), again);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_LineBreaksTwice_ContinuesBehindWhatCame()
    {
        var source = Serve(("a.png", 5000));
        (server.Breaks, server.BreakAfter) = (2, 1500);
        var progress = new Collect();
        var result = await DatasetFetcher.FetchAsync(source, folder["x"], client, progress);
        AssertAllRight(source);
        Assert.Equal(3, server.Requests.Count);
        Assert.Null(server.Requests[0].Range);
        Assert.All(server.Requests.Skip(1), request => Assert.StartsWith("bytes=", request.Range));
        Assert.Equal(5000, result.ReceivedBytes); // nothing came twice
        Assert.Equal(5000, progress.Last.Bytes);
    }

    [Fact]
    public async Task Fetch_PartOfAnEarlierCall_IsContinued()
    {
        var source = Serve(("sub/a.png", 5000));
        folder.Write("x/sub/a.png.part", "");
        File.WriteAllBytes(folder["x/sub/a.png.part"], Content(5000)[..3210]);
        var result = await DatasetFetcher.FetchAsync(source, folder["x"], client);
        Assert.Equal("bytes=3210-", Assert.Single(server.Requests).Range);
        Assert.Equal(1790, result.ReceivedBytes);
        AssertAllRight(source);
        Assert.False(File.Exists(folder["x/sub/a.png.part"]));
    }

    [Fact]
    public async Task Fetch_ServerWithoutRanges_BeginsAgain()
    {
        var source = Serve(("a.png", 5000));
        (server.Ranges, server.Breaks, server.BreakAfter) = (false, 1, 2000);
        var progress = new Collect();
        await DatasetFetcher.FetchAsync(source, folder["x"], client, progress);
        AssertAllRight(source);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(5000, progress.Last.Bytes); // what was given up does not count
    }

    [Fact]
    public async Task Fetch_PartLongerThanTheFileOrOutOfRange_BeginsAgain()
    {
        var source = Serve(("a.png", 5000));
        folder.Write("x/a.png.part", new string('z', 6000));
        await DatasetFetcher.FetchAsync(source, folder["x"], client);
        AssertAllRight(source);
    }

    [Fact]
    public async Task Fetch_WrongContent_IsRefusedAndRemoved()
    {
        var source = Serve(("a.png", 5000));
        var wrong = Content(5000);
        wrong[4000] ^= 1;
        server["a.png"] = wrong;
        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetFetcher.FetchAsync(source, folder["x"], client));
        Assert.Contains("a.png: expected SHA-256 " + source.Files[0].Sha256, error.Message);
        Assert.Empty(Directory.EnumerateFiles(folder["x"]));
    }

    [Fact]
    public async Task Fetch_MoreThanPromised_StopsThere()
    {
        var source = Serve(("a.png", 5000));
        server["a.png"] = Content(500_000);
        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetFetcher.FetchAsync(source, folder["x"], client));
        Assert.Contains("expected 5000 bytes", error.Message);
        Assert.False(File.Exists(folder["x/a.png"]));
        Assert.True(new FileInfo(folder["x/a.png.part"]).Length <= 5000);
    }

    [Fact]
    public async Task Fetch_AbsentOnTheServer_NamesFileAddressAndAnswer()
    {
        var source = Serve(("a.png", 10)) with { Files = [new("b.png", 10, new string('0', 64))] };
        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetFetcher.FetchAsync(source, folder["x"], client));
        Assert.Contains("b.png: expected http://127.0.0.1", error.Message);
        Assert.Contains("404", error.Message);
        Assert.Single(server.Requests); // no use in asking again
    }

    [Fact]
    public async Task Fetch_LineBreaksForEver_GivesUpAndKeepsThePart()
    {
        var source = Serve(("a.png", 50_000));
        (server.Breaks, server.BreakAfter) = (1000, 100);
        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetFetcher.FetchAsync(source, folder["x"], client));
        Assert.Contains("after 4 attempts", error.Message);
        Assert.Equal(4, server.Requests.Count);
        Assert.True(new FileInfo(folder["x/a.png.part"]).Length > 0);
    }

    [Fact]
    public async Task Fetch_FileThatIsThereButWrong_IsFetchedAnew()
    {
        var source = Serve(("a.png", 5000));
        folder.Write("x/a.png", new string('z', 5000));
        Assert.Equal(1, (await DatasetFetcher.FetchAsync(source, folder["x"], client)).Fetched);
        AssertAllRight(source);
    }

    [Fact]
    public async Task Fetch_Cancelled_StopsAndLeavesNoWrongFile()
    {
        var source = Serve(("a.png", 5000));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DatasetFetcher.FetchAsync(source, folder["x"], client, cancellation: stop.Token));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("0123 5 a.png", "line 1: expected SHA-256, bytes and path")]
    [InlineData("\n{0} -5 a.png", "line 2: expected SHA-256, bytes and path")]
    [InlineData("{0} 5 ../a.png", "expected a path inside its folder, got '../a.png'")]
    [InlineData("{0} 5 a.png\n{0} 5 a.png", "expected each file once")]
    [InlineData("# none", "expected at least one file")]
    public void ParseList_Malformed_NamesListAndLine(string text, string message)
    {
        var error = Assert.Throws<ManifestException>(() => FetchSource.ParseList(string.Format(null, text, new string('a', 64)), "files.txt"));
        Assert.StartsWith("files.txt", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Manifest_OfCamVid_ListsEveryPictureAndLabelOfItsSplits()
    {
        var manifest = DatasetManifests.Find("camvid");
        var files = manifest.Fetch!.Files.Select(f => f.Path).ToHashSet();
        Assert.Equal(2 * (367 + 101 + 233), files.Count);
        Assert.All(manifest.Splits, split => Assert.All(split.Keys!, key =>
        {
            Assert.Contains(split.Images.PathsOf(key)[1], files);
            Assert.Contains(split.Labels!.PathsOf(key)[0], files);
        }));
        Assert.All(DatasetManifests.Names.Where(n => n != "camvid"), name => Assert.Null(DatasetManifests.Find(name).Fetch));
    }

    private FetchSource Serve(params (string Path, int Length)[] files)
    {
        foreach (var (path, length) in files)
            server[path] = Content(length);
        return new(server.Address, files.Select(f => new FetchFile(f.Path, f.Length, Convert.ToHexStringLower(SHA256.HashData(Content(f.Length))))).ToArray());
    }

    private void AssertAllRight(FetchSource source)
    {
        string root = Directory.GetDirectories(folder.Path).Single();
        Assert.All(source.Files, file => Assert.Equal(Content((int)file.Bytes), File.ReadAllBytes(Path.Combine(root, file.Path))));
        Assert.Empty(Directory.EnumerateFiles(root, "*.part", SearchOption.AllDirectories));
    }

    private static byte[] Content(int length) => Enumerable.Range(0, length).Select(i => (byte)(i * 31 + i / 256)).ToArray();

    private sealed class Collect : IProgress<FetchProgress>
    {
        public FetchProgress Last { get; private set; }

        public void Report(FetchProgress value) => Last = value;
    }
}
