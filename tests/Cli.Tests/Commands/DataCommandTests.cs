using Research.Imaging;

namespace Research.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void List_NoData_NamesCamVidAsAbsent()
    {
        var run = CliRun.Of("data", "list", "--data", _folder);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"camvid +367 train \+ 101 val .* no ", run.Output);
    }

    [Fact]
    public void Verify_UnknownName_SuggestsAndReturnsTwo()
    {
        var run = CliRun.Of("data", "verify", "camvdi");
        Assert.Contains("unknown dataset 'camvdi'; did you mean 'camvid'?", run.Error);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }

    [Fact]
    public void Verify_FolderAbsent_SaysHowToObtain()
    {
        var run = CliRun.Of("data", "verify", "camvid", "--data", _folder);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("To obtain CamVid", run.Error);
        Assert.Equal(ExitCodes.WrongUsage, CliRun.Of("data", "verify", "camvid", "--data", Path.Combine(_folder, "no")).ExitCode);
    }

    [Fact]
    public void Verify_DamagedFiles_NamesEachAndReturnsOne()
    {
        // One good pair, one truncated picture, one wrongly sized label; the rest of the split's list is missing.
        foreach (var part in new[] { "train", "trainannot", "val", "valannot" }) Directory.CreateDirectory(Path.Combine(_folder, "camvid", part));
        string At(params string[] parts) => Path.Combine([_folder, "camvid", .. parts]);
        Jpeg.Write(At("train", "0001TP_006690.jpg"), new RgbImage(480, 360));
        Png.Write(At("trainannot", "0001TP_006690.png"), new LabelMap(480, 360));
        File.WriteAllBytes(At("train", "0001TP_006720.jpg"), Jpeg.Encode(new RgbImage(480, 360))[..400]);
        Png.Write(At("trainannot", "0001TP_006720.png"), new LabelMap(480, 300));

        var run = CliRun.Of("data", "verify", "camvid", "--data", _folder);

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Matches(@"wrong: train/0001TP_006720\.jpg: unreadable: ", run.Output);
        Assert.Matches(@"wrong: trainannot/0001TP_006720\.png: wrong size: ", run.Output);
        Assert.Matches(@"wrong: train/0001TP_006750\S*: missing: ", run.Output);
        Assert.DoesNotContain("006690", run.Output);
    }

    [Fact]
    public void Stats_OfASplit_AreATableOrJson()
    {
        MakeTestSplit();
        var stats = CliRun.Of("data", "stats", "camvid", "--split", "test", "--data", _folder);
        Assert.Equal(0, stats.ExitCode);
        Assert.Matches(@"3 +road +100\.000 +100\.000 +1\.000", stats.Output);
        using var json = System.Text.Json.JsonDocument.Parse(CliRun.Of("data", "stats", "camvid", "--split", "test", "--json", "--data", _folder).Output);
        Assert.Equal(233L * 480 * 360, json.RootElement.GetProperty("classes")[3].GetProperty("pixels").GetInt64());
        Assert.Equal(233, json.RootElement.GetProperty("pictures").GetInt32());
        Assert.Contains("expected a split of camvid with labels (train, val, test), got 'tests'", CliRun.Of("data", "stats", "camvid", "--split", "tests", "--data", _folder).Error);
    }

    [Theory]
    [InlineData("gta5", "cannot be fetched without asking its owners", ExitCodes.Failed)]
    [InlineData("camvdi", "did you mean 'camvid'?", ExitCodes.WrongUsage)]
    public void Fetch_WhatIsNotFree_SaysHowToObtain(string name, string message, int code)
    {
        var run = CliRun.Of("data", "fetch", name, "--data", _folder);
        Assert.Contains(message, run.Error);
        Assert.Equal(code, run.ExitCode);
    }

    [Fact]
    public void Fetch_ServerOutOfReach_FailsAndNamesTheAddress()
    {
        // Nothing listens on port 9 of the loopback device.
        var run = CliRun.Of("data", "fetch", "camvid", "--from", "http://127.0.0.1:9/x", "--data", _folder);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("http://127.0.0.1:9/x/", run.Error);
        Assert.Contains("CC BY-NC 4.0", run.Error);
        Assert.Equal(ExitCodes.WrongUsage, CliRun.Of("data", "fetch", "camvid", "--from", "ftp://x", "--data", _folder).ExitCode);
    }

    [Fact]
    public void Prepare_WrongSizeOrMissingData_SaysSo()
    {
        Assert.Contains("--size: expected WIDTHxHEIGHT", CliRun.Of("data", "prepare", "camvid", "--size", "12", "--output", _folder).Error);
        Assert.Equal(ExitCodes.Failed, CliRun.Of("data", "prepare", "camvid", "--size", "240x180", "--output", _folder, "--data", _folder).ExitCode);
    }

    // Every picture of the split test, black, all road: one file's bytes under all names.
    private void MakeTestSplit()
    {
        foreach (var part in new[] { "test", "testannot" }) Directory.CreateDirectory(Path.Combine(_folder, "camvid", part));
        var picture = Jpeg.Encode(new RgbImage(480, 360));
        var road = new LabelMap(480, 360);
        road.Labels.AsSpan().Fill(3);
        var labels = Png.Encode(road);
        foreach (var key in Research.Adaptation.Data.DatasetManifests.Find("camvid").Split("test").Keys!)
        {
            File.WriteAllBytes(Path.Combine(_folder, "camvid", "test", key + ".jpg"), picture);
            File.WriteAllBytes(Path.Combine(_folder, "camvid", "testannot", key + ".png"), labels);
        }
    }
}
