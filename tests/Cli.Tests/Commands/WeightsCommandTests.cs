namespace Research.Cli.Tests.Commands;

public sealed class WeightsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void List_NoWeights_NamesEachAsAbsentWithItsOrigin()
    {
        var run = CliRun.Of("weights", "list", "--data", _folder);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"resnet50-imagenet +multi-head +none stated +no +https://download\.pytorch\.org/models/resnet50-19c8e357\.pth", run.Output);
    }

    [Fact]
    public void Verify_Absent_SaysWhereToGetThem()
    {
        var run = CliRun.Of("weights", "verify", "vgg16-imagenet", "--data", _folder);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("download https://download.pytorch.org/models/vgg16-397923af.pth to " + Path.Combine(_folder, "weights"), run.Error);
        Assert.Contains("did you mean 'vgg16-imagenet'", CliRun.Of("weights", "verify", "vgg16-imagnet").Error);
    }

    [Fact]
    public void Convert_OfAFileThatIsNoPth_NamesItAndWritesNothing()
    {
        var file = Path.Combine(_folder, "x.pth");
        File.WriteAllText(file, "no weights at all");
        var run = CliRun.Of("weights", "convert", file);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("x.pth: it is neither a zip archive nor a pickle", run.Error);
        Assert.Single(Directory.GetFiles(_folder));
        Assert.Equal(ExitCodes.WrongUsage, CliRun.Of("weights", "convert", Path.Combine(_folder, "absent.pth")).ExitCode);
    }
}
