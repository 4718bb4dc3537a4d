using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>The XML documentation of a symbol: from the cell's comments, from the file beside its DLL, or from the framework's reference pack.</summary>
internal sealed record SymbolDocumentation(string Plain, string Markdown)
{
    // Types of the core library are documented in the files of the assemblies that they are officially in.
    private static readonly string[] CoreFiles = ["System.Runtime", "System.Collections", "System.Linq", "System.Console", "System.Threading"];

    private static readonly Lazy<string?> ReferencePack = new(FindReferencePack);

    /// <summary>Null where there is none.</summary>
    public static SymbolDocumentation? Of(ISymbol symbol, Compilation compilation)
    {
        symbol = symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : symbol;
        symbol = symbol.OriginalDefinition;
        try
        {
            var own = symbol.GetDocumentationCommentXml();
            var member = !string.IsNullOrEmpty(own) ? XElement.Parse(own) : symbol.GetDocumentationCommentId() is { } id ? Files(symbol, compilation).Select(file => Find(file, id)).FirstOrDefault(found => found is not null) : null;
            return member is null ? null : Render(member);
        }
        catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Files(ISymbol symbol, Compilation compilation)
    {
        if (symbol.ContainingAssembly is not { } assembly)
            return [];
        var path = (compilation.GetMetadataReference(assembly) as PortableExecutableReference)?.FilePath;
        var beside = path is null ? [] : new[] { Path.ChangeExtension(path, ".xml") };
        var pack = ReferencePack.Value is { } folder && (path is null || Path.GetDirectoryName(path) == FrameworkReferences.Folder)
            ? CoreFiles.Prepend(assembly.Name).Select(name => Path.Combine(folder, name + ".xml"))
            : [];
        return beside.Concat(pack).Where(File.Exists);
    }

    private static XElement? Find(string file, string id)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        reader.MoveToContent();
        while (reader.ReadToFollowing("member"))
            if (reader.GetAttribute("name") == id)
                return (XElement)XNode.ReadFrom(reader);
        return null;
    }

    private static SymbolDocumentation? Render(XElement member)
    {
        var (plain, markdown) = (new StringBuilder(), new StringBuilder());
        void Paragraph(string head, XElement? element)
        {
            if (element is null || Words(element, false) is not { Length: > 0 } words)
                return;
            plain.Append(plain.Length > 0 ? "\n" : "").Append(head.Length > 0 ? head + ": " : "").Append(words);
            markdown.Append(markdown.Length > 0 ? "\n\n" : "").Append(head.Length > 0 ? $"*{head}*: " : "").Append(Words(element, true));
        }

        Paragraph("", member.Element("summary"));
        foreach (var parameter in member.Elements("param"))
            Paragraph(parameter.Attribute("name")?.Value ?? "", parameter);
        Paragraph("returns", member.Element("returns"));
        Paragraph("value", member.Element("value"));
        foreach (var exception in member.Elements("exception"))
            Paragraph("throws " + LastName(exception.Attribute("cref")?.Value), exception);
        Paragraph("remarks", member.Element("remarks"));
        return plain.Length == 0 ? null : new SymbolDocumentation(plain.ToString(), markdown.ToString());
    }

    private static string Words(XElement element, bool asMarkdown)
    {
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } link => Code(link.Value is { Length: > 0 } shown ? shown : LastName((link.Attribute("cref") ?? link.Attribute("langword") ?? link.Attribute("name") ?? link.Attribute("href"))?.Value), asMarkdown),
            XElement { Name.LocalName: "c" or "code" } code => Code(code.Value, asMarkdown),
            XElement inner => " " + Words(inner, asMarkdown) + " ",
            _ => "",
        }));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Code(string text, bool asMarkdown) => asMarkdown ? $"`{text}`" : text;

    private static string LastName(string? reference)
    {
        var name = (reference ?? "").Split('(')[0].Split(':')[^1].Split('`')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }

    private static string? FindReferencePack()
    {
        var packs = Path.GetFullPath(Path.Combine(FrameworkReferences.Folder, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(packs))
            return null;
        return Directory.GetDirectories(packs, $"{Environment.Version.Major}.*").SelectMany(version => Directory.Exists(Path.Combine(version, "ref")) ? Directory.GetDirectories(Path.Combine(version, "ref")) : [])
            .Order(StringComparer.Ordinal).LastOrDefault();
    }
}
