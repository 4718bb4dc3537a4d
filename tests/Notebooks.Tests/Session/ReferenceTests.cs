using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Research.Notebooks.Tests;

public sealed class ReferenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("references-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Reference_DllBesideTheNotebook_IsLoadedWithItsDependency()
    {
        Build("Deep", "namespace Deep; public static class D { public static int Number => 7; }");
        Build("Shallow", "namespace Shallow; public static class S { public static int Number => Deep.D.Number + 1; }", "Deep");
        using var lab = new Lab(folder);
        Assert.Equal("8", lab.Value("#r \"lib/Shallow.dll\"\nShallow.S.Number"));
        Assert.Equal("8", lab.Value("using Shallow;\nS.Number"));
    }

    [Fact]
    public void Reference_DllWhoseTypesHaveMoved_BringsTheirNewHome()
    {
        Build("Home", "namespace Home; public static class H { public static int Number => 9; }");
        Build("Former", "[assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(Home.H))]", "Home");
        using var lab = new Lab(folder);
        Assert.Equal("9", lab.Value("#r \"lib/Former.dll\"\nHome.H.Number"));
    }

    [Fact]
    public void Reference_DllRebuiltWhileLoaded_IsSeenByTheNextSession()
    {
        Build("Changing", "namespace Changing; public static class C { public static string Text => \"old\"; }");
        using (var first = new Lab(folder))
        {
            Assert.Equal("old", first.Value("#r \"lib/Changing.dll\"\nChanging.C.Text"));
            Build("Changing", "namespace Changing; public static class C { public static string Text => \"new\"; }");
            Assert.Equal("old", first.Value("Changing.C.Text"));
        }
        using var second = new Lab(folder);
        Assert.Equal("new", second.Value("#r \"lib/Changing.dll\"\nChanging.C.Text"));
    }

    [Fact]
    public void Reference_AssemblyOfTheHost_IsTheHostsCopy()
    {
        // A foreign file of the same name: the host's own assembly must win, and the author is told.
        Build("Research.Plotly", "namespace Fake; public static class F { }");
        using var lab = new Lab(folder);
        Assert.Equal("true", lab.Value($"#r \"lib/Research.Plotly.dll\"\ntypeof(Research.Plotly.Figure).Assembly.Location == \"{typeof(Research.Plotly.Figure).Assembly.Location}\""));
        Assert.Contains("the copy loaded by this program is used", Assert.Single(lab.Outputs).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lib/none.dll", "#r \"lib/none.dll\": no such file. A path is taken relative to the notebook's folder.")]
    [InlineData("lib/text.dll", "#r \"lib/text.dll\": the file is not a .NET assembly.")]
    public void Reference_ThatCannotBeUsed_SaysWhyAndWhere(string path, string message)
    {
        Directory.CreateDirectory(Path.Combine(folder, "lib"));
        File.WriteAllText(Path.Combine(folder, "lib", "text.dll"), "not an assembly");
        using var lab = new Lab(folder);
        var error = lab.Error($"var x = 1;\n#r \"{path}\"");
        Assert.Equal(message, error.Message);
        Assert.StartsWith("cell[1]:line 2: error:", error.PlainTraceback, StringComparison.Ordinal);
        Assert.Equal("2", lab.Value("1 + 1"));
    }

    [Fact]
    public void Reference_InALoadedFile_IsRelativeToThatFile()
    {
        Build("Deep", "namespace Deep; public static class D { public static int Number => 7; }");
        File.WriteAllText(Path.Combine(folder, "lib", "uses.cs"), "#r \"Deep.dll\"\nint Number() => Deep.D.Number;");
        using var lab = new Lab(folder);
        Assert.Equal("7", lab.Value("#load \"lib/uses.cs\"\nNumber()"));
        Assert.Equal("7", lab.Value("Deep.D.Number"));
    }

    [Fact]
    public void Reference_FrameworkAssemblyByName_IsKnown()
    {
        using var lab = new Lab(folder);
        Assert.Equal("{\"a\":1}", lab.Value("#r \"System.Text.Json\"\nSystem.Text.Json.JsonSerializer.Serialize(new { a = 1 })"));
    }

    [Fact]
    public void Reference_FormatterOfALoadedDll_IsHonoured()
    {
        Build("Shown", """
            using System; using System.Collections.Generic; using System.IO;
            namespace Shown;
            internal class TypeFormatterSourceAttribute : Attribute { public TypeFormatterSourceAttribute(Type t) => FormatterSourceType = t; public Type FormatterSourceType { get; } }
            [TypeFormatterSource(typeof(Source))] public class Thing { }
            internal class Source { public IEnumerable<object> CreateTypeFormatters() => new object[] { new Form() }; }
            internal class Form { public string MimeType => "text/html"; public bool Format(object o, TextWriter w) { w.Write("<b>shown</b>"); return true; } }
            """);
        using var lab = new Lab(folder);
        Assert.Equal("<b>shown</b>", lab.Run("#r \"lib/Shown.dll\"\nnew Shown.Thing()").Value!.Text("text/html"));
    }

    private void Build(string name, string source, params string[] references)
    {
        var lib = Directory.CreateDirectory(Path.Combine(folder, "lib")).FullName;
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var metadata = new[] { "System.Runtime", "System.Private.CoreLib", "System.Collections" }.Select(file => Path.Combine(framework, file + ".dll"))
            .Concat(references.Select(reference => Path.Combine(lib, reference + ".dll")))
            .Select(path => (MetadataReference)MetadataReference.CreateFromImage(File.ReadAllBytes(path)));
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], metadata, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        File.WriteAllBytes(Path.Combine(lib, name + ".dll"), image.ToArray());
    }
}
