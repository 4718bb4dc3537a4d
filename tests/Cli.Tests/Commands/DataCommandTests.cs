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
}
