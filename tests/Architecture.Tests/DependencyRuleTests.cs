using System.Xml.Linq;

namespace Research.Architecture.Tests;

/// <summary>Who may know whom. The list is the rule; the project files are checked against it.</summary>
public sealed class DependencyRuleTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Torch"] = [],
        ["Imaging"] = [],
        ["Tables"] = [],
        ["Plotly"] = [],
        ["Torch.Extras"] = ["Torch"],
        ["Scenes"] = ["Imaging"],
        ["Adaptation"] = ["Torch", "Torch.Extras", "Imaging", "Scenes", "Tables"],
        ["Notebooks"] = ["Tables", "Plotly", "Imaging"],
        ["Cli"] = ["Torch", "Torch.Extras", "Imaging", "Scenes", "Tables", "Plotly", "Adaptation", "Notebooks"],
    };

    [Fact]
    public void ProjectReferences_OfEveryLibrary_StayWithinTheRule()
    {
        var projects = Directory.GetFiles(Path.Combine(Repository.Root, "lib"), "*.csproj", SearchOption.AllDirectories);
        Assert.NotEmpty(projects);
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Assert.True(Allowed.ContainsKey(name), $"lib/{name} is not in the dependency rule: add it there with what it may know.");
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            foreach (var reference in references)
                Assert.True(Allowed[name].Contains(reference), $"lib/{name} refers to {reference}; it may know only: {string.Join(", ", Allowed[name])}.");
        }
    }

    [Fact]
    public void Packages_InProjectFiles_HaveNoVersionOfTheirOwn()
    {
        foreach (var project in Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Where(p => !p.Contains("/artifacts/")))
        {
            var pinned = XDocument.Load(project).Descendants("PackageReference").Where(p => p.Attribute("Version") is not null);
            Assert.True(!pinned.Any(), $"{Repository.Relative(project)} pins a package version; versions belong in Directory.Packages.props.");
        }
    }

    [Theory]
    [InlineData("lib/Adaptation", "Console.")]
    [InlineData("lib/Adaptation", "Research.Plotly")]
    [InlineData("lib/Adaptation", "Research.Notebooks")]
    [InlineData("lib/Plotly", "Research.Notebooks")]
    [InlineData("lib/Tables", "Research.Notebooks")]
    public void Sources_OfALowerLayer_DoNotNameAHigherOne(string folder, string forbidden)
    {
        var offenders = Repository.Sources(folder)
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (file, line, index)))
            .Where(x => x.line.Contains(forbidden, StringComparison.Ordinal) && !x.line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(x => $"{Repository.Relative(x.file)}:{x.index + 1}");
        Assert.Empty(offenders);
    }
}
