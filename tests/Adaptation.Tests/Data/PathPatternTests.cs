using Research.Adaptation.Data;

namespace Research.Adaptation.Tests.Data;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("train/*.{jpg,png}", "train/a.jpg", "a")]
    [InlineData("train/*.{jpg,png}", "train/a.b.png", "a.b")]
    [InlineData("train/*.{jpg,png}", "train/a.gif", null)]
    [InlineData("train/*.{jpg,png}", "train/sub/a.png", null)]
    [InlineData("train/*.png", "val/a.png", null)]
    [InlineData("leftImg8bit/train/*/*_leftImg8bit.png", "leftImg8bit/train/aachen/aachen_000000_000019_leftImg8bit.png", "aachen/aachen_000000_000019")]
    [InlineData("*.png", ".png", null)]
    [InlineData("*.png", "a.png\n", null)]
    [InlineData("*.png", "aXpng", null)]
    public void KeyOf_APath_IsWhatTheStarsStandFor(string pattern, string path, string? key) =>
        Assert.Equal(key, PathPattern.Parse(pattern).KeyOf(path));

    [Fact]
    public void PathsOf_AKey_FillsEveryAlternative()
    {
        Assert.Equal(["train/x.jpg", "train/x.png"], PathPattern.Parse("train/*.{jpg,png}").PathsOf("x"));
        Assert.Equal(["gt/aachen/a_1_ids.png"], PathPattern.Parse("gt/*/*_ids.png").PathsOf("aachen/a_1"));
        Assert.Equal("train/x.{jpg,png}", PathPattern.Parse("train/*.{jpg,png}").Describe("x"));
    }

    [Theory]
    [InlineData("../x/*.png", "'..'")]
    [InlineData("train/../../*.png", "'..'")]
    [InlineData("/etc/*.png", "absolute")]
    [InlineData("train//*.png", "empty part")]
    [InlineData("./*.png", "'.'")]
    [InlineData("C:/data/*.png", "colon")]
    [InlineData("train\\*.png", "backslash")]
    [InlineData("train/a.png", "at least one *")]
    [InlineData("train/**.png", "only *")]
    [InlineData("train/*.{jpg,png", "braces")]
    [InlineData("train/*.jpg}", "braces")]
    [InlineData("{..,a}/*.png", "'..'")]
    [InlineData("train/*{,*}.png", "plain words")]
    [InlineData("*a*b*c*d*.png", "at most 4")]
    [InlineData("", "empty")]
    public void Parse_OfAPatternThatLeavesOrIsMalformed_SaysWhy(string pattern, string reason)
    {
        var error = Assert.Throws<FormatException>(() => PathPattern.Parse(pattern));
        Assert.Contains($"'{pattern}'", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/b")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void PathsOf_AKeyThatLeaves_Throws(string key) =>
        Assert.Throws<FormatException>(() => PathPattern.Parse("train/*.png").PathsOf(key));

    [Theory]
    [InlineData("train/*.png", "train")]
    [InlineData("*.png", "")]
    [InlineData("a/b/*/c/*.png", "a/b")]
    [InlineData("a/{b,c}/*.png", "a")]
    public void Folder_IsTheDeepestPlainPart(string pattern, string folder) =>
        Assert.Equal(folder, PathPattern.Parse(pattern).Folder);
}
