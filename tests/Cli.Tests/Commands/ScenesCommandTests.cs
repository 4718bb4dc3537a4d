using Research.Cli.Commands;
using Research.Imaging;

namespace Research.Cli.Tests.Commands;

public sealed class ScenesCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Preview_SmallScenes_WritesSamePngTwice()
    {
        string[] files = [Path.Combine(_folder, "a.png"), Path.Combine(_folder, "b.png")];
        foreach (var file in files)
        {
            var run = CliRun.Of("scenes", "preview", "--domain", "game", "street", "--count", "2", "--size", "64x40", "--seed", "7", "--output", file);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Contains("2 scenes each of game, street", run.Output);
        }
        var picture = Png.ReadRgb(files[0]);
        Assert.True(picture.Width >= 2 * 64 && picture.Height >= 4 * 40, $"{picture.Width} x {picture.Height}");
        Assert.Equal(File.ReadAllBytes(files[0]), File.ReadAllBytes(files[1]));
    }

    [Theory]
    [InlineData("lib/Scenes/domains.jpg", "--count 3 --size 256x128")]
    [InlineData("docs/scenes.jpg", "--domain game street night-rain city-rio --count 3 --size 256x128")]
    public void Preview_CommittedSheet_IsWhatTheCommandDraws(string committed, string arguments)
    {
        var file = Path.Combine(_folder, "sheet.jpg");
        var run = CliRun.Of(["scenes", "preview", .. arguments.Split(' '), "--output", file]);
        Assert.Equal((0, ""), (run.ExitCode, run.Complaints));
        var (drawn, kept) = (Jpeg.Read(file), Jpeg.Read(Path.Combine(Workspace.Require().Root, committed)));
        Assert.Equal((drawn.Width, drawn.Height), (kept.Width, kept.Height));
        // Libraries of JPEG differ by a level here and there; another version of the generator by far more.
        var difference = drawn.Pixels.Zip(kept.Pixels, (a, b) => Math.Abs(a - b)).Average();
        Assert.True(difference < 1, $"{committed}: {difference:F2} levels on average; make it again: research scenes preview {arguments} --output {committed}");
    }

    [Theory]
    [InlineData("--domain stret", "did you mean 'street'?")]
    [InlineData("--size 3x", "--size: expected WIDTHxHEIGHT")]
    [InlineData("--size 4x4", "--size: expected WIDTHxHEIGHT")]
    [InlineData("--size 99999999999x8", "--size: expected WIDTHxHEIGHT")]
    [InlineData("--count 0", "--count: expected 1 to")]
    [InlineData("--count 9999999", "--count: expected 1 to")]
    [InlineData("--output scenes.gif", "--output: expected a file name that ends in .png or .jpg, got '.gif' in scenes.gif")]
    [InlineData("--output /no/such/folder/x.png", "--output: expected an existing folder")]
    public void Preview_BadOption_NamesItAndReturnsTwo(string arguments, string expected)
    {
        var run = CliRun.Of(["scenes", "preview", .. arguments.Split(' ')]);
        Assert.Contains(expected, run.Error);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }

    [Theory]
    [InlineData("320x192", 320, 192)]
    [InlineData("8X8192", 8, 8192)]
    public void ParseSize_TwoNumbers_AreWidthAndHeight(string text, int width, int height) =>
        Assert.Equal(new Research.Scenes.SceneSize(width, height), ScenesCommand.ParseSize(text));
}
