using System.Text.Json.Nodes;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Training;

public sealed class RunIdentityTests
{
    private static JsonObject Details(string text = """{"a": 1, "b": {"c": [1, 2], "d": null}}""") => JsonNode.Parse(text)!.AsObject();

    [Fact]
    public void Hash_FieldsInAnotherOrder_IsTheSame() => Assert.Equal(
        new RunIdentity("r", "mini", 1, Details()).Hash,
        new RunIdentity("r", "mini", 1, Details("""{"b": {"d": null, "c": [1, 2]}, "a": 1}""")).Hash);

    [Fact]
    public void Hash_AnythingChanged_IsAnother()
    {
        RunIdentity[] all =
        [
            new("r", "mini", 1, Details()), new("s", "mini", 1, Details()), new("r", "smoke", 1, Details()), new("r", "mini", 2, Details()),
            new("r", "mini", 1, Details("""{"a": 2, "b": {"c": [1, 2], "d": null}}""")),
            new("r", "mini", 1, Details("""{"a": 1, "b": {"c": [2, 1], "d": null}}""")),
        ];
        Assert.Equal(all.Length, all.Select(i => i.Hash).Distinct().Count());
        Assert.All(all, i => Assert.Matches("^[0-9a-f]{16}$", i.Hash));
    }

    [Fact]
    public void Details_ChangedByTheCallerAfterwards_AreNotShared()
    {
        var details = Details();
        var identity = new RunIdentity("r", "mini", 1, details);
        details["a"] = 5;
        Assert.Equal(1, identity.Details["a"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a b")]
    public void Constructor_KeyThatIsNoFolderName_IsRefused(string key) =>
        Assert.Throws<ArgumentException>(() => new RunIdentity(key, "mini", 1, Details()));
}
