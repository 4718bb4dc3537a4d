using System.IO.Compression;

namespace Research.Notebooks.Tests;

/// <summary>References to packages and projects. The feed is a folder that the test fills, so no network is asked.</summary>
public sealed class PackageReferenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("packages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Project_Referenced_IsBuiltAndUsed_AndSeenAnewAfterAChange()
    {
        Project("Tool", "namespace Tool; public static class T { public static int Number => 5; }");
        using (var lab = new Lab(folder))
            Assert.Equal("5", lab.Value("#r \"project:Tool/Tool.csproj\"\nTool.T.Number"));
        Project("Tool", "namespace Tool; public static class T { public static int Number => 6; }");
        using (var lab = new Lab(folder))
            Assert.Equal("6", lab.Value("#r \"project: Tool/Tool.csproj\"\nTool.T.Number"));
    }

    [Fact]
    public void Project_ThatDoesNotCompile_ShowsItsErrorAndItsFile()
    {
        Project("Broken", "namespace Broken; public class B { int x = \"text\"; }");
        using var lab = new Lab(folder);
        var error = lab.Error("#r \"project:Broken/Broken.csproj\"");
        Assert.Contains("Code.cs(1,", error.Message, StringComparison.Ordinal);
        Assert.Contains("CS0029", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Package_FromAFolderFeed_IsRestoredOnceAndLoaded()
    {
        var feed = Feed("Small.Thing", "1.2.0", "namespace Small; public static class Thing { public static string Name => \"small\"; }");
        using (var lab = Packages())
            Assert.Equal("small", lab.Value($"#i \"nuget:{feed}\"\n#r \"nuget: Small.Thing, 1.2.0\"\nSmall.Thing.Name"));
        // From the cache now: the package is gone from the feed.
        File.Delete(Path.Combine(feed, "Small.Thing.1.2.0.nupkg"));
        using (var lab = Packages())
            Assert.Equal("small", lab.Value($"#i \"nuget:{feed}\"\n#r \"nuget:Small.Thing,1.2.0\"\nSmall.Thing.Name"));
    }

    [Fact]
    public void Package_ThatNobodyHas_SaysSo()
    {
        var feed = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;
        using var lab = Packages();
        var error = lab.Error($"#i \"nuget:{feed}\"\n#r \"nuget:No.Such.Package.At.All, 9.9.9\"");
        Assert.Contains("No.Such.Package.At.All", error.Message, StringComparison.Ordinal);
        Assert.Equal("2", lab.Value("1 + 1"));
    }

    [Theory]
    [InlineData("nuget:")]
    [InlineData("nuget:../../etc")]
    [InlineData("nuget:Name, 1.0\\\" /><Exec Command=\\\"x")]
    public void Package_ThatIsNoName_IsRefusedBeforeAnythingRuns(string reference)
    {
        using var lab = Packages();
        Assert.Contains("expected #r \"nuget:Name\"", lab.Error($"#r \"{reference}\"").Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "cache")));
    }

    private Lab Packages() => new(folder, packageCache: Path.Combine(folder, "cache"));

    private void Project(string name, string source)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(place, "Code.cs"), source);
        File.WriteAllText(Path.Combine(place, name + ".csproj"), """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """);
    }

    // A package is a zip file with a nuspec and the assembly in lib/TFM.
    private string Feed(string name, string version, string source)
    {
        Project(name, source);
        var assembly = DotnetBuild.Run(Path.Combine(folder, name, name + ".csproj"), CancellationToken.None);
        var feed = Directory.CreateDirectory(Path.Combine(folder, "feed")).FullName;
        using var package = ZipFile.Open(Path.Combine(feed, $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(package.CreateEntry(name + ".nuspec").Open()))
            nuspec.Write($"""
                <?xml version="1.0"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                <id>{name}</id><version>{version}</version><authors>test</authors><description>test</description>
                <dependencies><group targetFramework="net10.0" /></dependencies></metadata></package>
                """);
        package.CreateEntryFromFile(assembly, $"lib/net10.0/{name}.dll");
        return feed;
    }
}
