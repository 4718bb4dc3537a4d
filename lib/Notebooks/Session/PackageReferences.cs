using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Research.Notebooks;

/// <summary>Obtains NuGet packages for <c>#r "nuget:Name, Version"</c> by building a project that holds nothing but the reference.</summary>
/// <remarks>
/// The build, not this class, knows about feeds, credentials, version ranges and native files. A result with a fixed version is kept
/// in the user's cache folder and used again without asking any feed.
/// </remarks>
internal sealed partial class PackageReferences(string cacheRoot)
{
    private const string HostName = "NotebookPackages";
    private readonly List<string> sources = [];

    /// <summary>The cache folder of the user.</summary>
    public static string DefaultCache { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder ? folder : Path.GetTempPath(),
        "research", "packages");

    /// <summary>Adds a feed (an address or a folder) beside those that NuGet is configured with: <c>#i "nuget:SOURCE"</c>.</summary>
    public void AddSource(string source) => sources.Add(source);

    /// <summary>The assemblies of a package and of all it depends on; the framework's own are not among them.</summary>
    /// <param name="reference">Name, or name and version separated by a comma; without a version the newest release.</param>
    /// <param name="cancellation">Stops the restore.</param>
    /// <exception cref="InvalidOperationException">The text is not a package reference, or the package cannot be had; the message says why.</exception>
    public IReadOnlyList<string> Obtain(string reference, CancellationToken cancellation)
    {
        var match = Package().Match(reference);
        if (!match.Success)
            throw new InvalidOperationException($"expected #r \"nuget:Name\" or #r \"nuget:Name, Version\", got \"nuget:{reference}\"");
        var (name, version) = (match.Groups["name"].Value, match.Groups["version"].Success ? match.Groups["version"].Value : "*");
        var kept = Path.Combine(cacheRoot, Key(name, version));
        var isFixed = !version.Contains('*', StringComparison.Ordinal);
        if (!isFixed || !File.Exists(Path.Combine(kept, HostName + ".dll")))
            Build(name, version, kept, cancellation);
        return [.. Directory.GetFiles(kept, "*.dll").Where(IsManaged).Where(file => Path.GetFileNameWithoutExtension(file) != HostName).Order(StringComparer.Ordinal)];
    }

    // Built beside the cache and moved in whole: another kernel may be at the same package.
    private void Build(string name, string version, string kept, CancellationToken cancellation)
    {
        Directory.CreateDirectory(cacheRoot);
        var work = Directory.CreateDirectory(Path.Combine(cacheRoot, "." + Path.GetRandomFileName())).FullName;
        try
        {
            var project = Path.Combine(work, HostName + ".csproj");
            Project(name, version).Save(project);
            // Nothing of the folders above: neither their settings nor their package versions.
            foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
                File.WriteAllText(Path.Combine(work, file), "<Project />");
            DotnetBuild.Run(project, cancellation);
            if (Directory.Exists(kept)) Directory.Delete(kept, recursive: true);
            Directory.Move(Path.Combine(work, "out"), kept);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private XDocument Project(string name, string version) => new(
        new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
                new XElement("AssemblyName", HostName),
                new XElement("OutputPath", "out/"),
                new XElement("AppendTargetFrameworkToOutputPath", "false"),
                new XElement("CopyLocalLockFileAssemblies", "true"),
                new XElement("EnableDefaultItems", "false"),
                new XElement("RestoreAdditionalProjectSources", string.Join(';', sources))),
            new XElement("ItemGroup",
                new XElement("PackageReference", new XAttribute("Include", name), new XAttribute("Version", version)))));

    private string Key(string name, string version)
    {
        var text = string.Join('\n', [name.ToLowerInvariant(), version, Environment.Version.Major.ToString(System.Globalization.CultureInfo.InvariantCulture), .. sources]);
        return name.ToLowerInvariant() + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    private static bool IsManaged(string path)
    {
        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(,\s*(?<version>[0-9A-Za-z.*+\-\[\](), ]+?)\s*)?$")]
    private static partial Regex Package();
}
