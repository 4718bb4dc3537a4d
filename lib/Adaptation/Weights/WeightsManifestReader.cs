using System.Text.RegularExpressions;
using Research.Adaptation.Data;

namespace Research.Adaptation.Weights;

/// <summary>Strict reader of weights manifests: unknown, missing and malformed fields are errors.</summary>
internal static class WeightsManifestReader
{
    public static WeightsManifest Read(string text, string fileName)
    {
        using var document = ManifestReader.Parse(text, fileName);
        var root = new ManifestField(fileName, "", document.RootElement).Object(
            "$schema", "name", "title", "file", "origin", "licence", "sha256", "bytes", "format", "usedBy", "input", "stride", "keys", "notes");
        var unknown = new Dictionary<string, string>();
        var licence = root["licence"].Object("name", "address", "terms", "reason");
        var checksum = root["sha256"].Object("value", "prefix", "reason");
        var bytes = root["bytes"].Object("value", "reason");
        var file = root["file"].RelativePath();
        if (file.Contains('/')) throw root["file"].Expected("the name of a file, without a folder");
        return new WeightsManifest
        {
            Name = root["name"].Text(),
            Title = root["title"].Text(),
            File = file,
            Origin = root["origin"].Address(),
            Licence = Known(licence, "name", "licence", unknown)?.Text(),
            Terms = licence["terms"].Text(),
            Checksum = Known(checksum, "value", "sha256", unknown) is { } sum ? Digits(sum, 64, 64) : null,
            ChecksumPrefix = checksum.Find("prefix") is { } prefix ? Digits(prefix, 8, 63) : null,
            Bytes = Known(bytes, "value", "bytes", unknown)?.Bytes(),
            Unknown = unknown,
            Format = root["format"].Word(("pth", "pth"), ("safetensors", "safetensors")),
            UsedBy = [.. root["usedBy"].Items(0).Select(paper => paper.Text())],
            Input = root["input"].Text(),
            Stride = root.Find("stride")?.Word(("first-1x1", "first-1x1"), ("3x3", "3x3")),
            Keys = ReadKeys(root["keys"].Object("into", "rules", "ignore", "fresh")),
            Notes = root.Find("notes")?.Items(0).Select(note => note.Text()).ToArray() ?? [],
            FileName = fileName,
        };
    }

    private static WeightsKeyMap ReadKeys(ManifestField keys) => new(
        Pattern(keys["into"], whole: false),
        [.. keys["rules"].Items(1).Select(rule => (Pattern(rule.Object("from", "to")["from"], whole: true), rule["to"].Text()))],
        [.. keys["ignore"].Items(0).Select(Reasoned)],
        [.. keys["fresh"].Items(0).Select(Reasoned)]);

    private static (Regex, string) Reasoned(ManifestField item) => (Pattern(item.Object("keys", "reason")["keys"], whole: true), item["reason"].Text());

    // Without backtracking a pattern takes time in proportion to the name, whatever the pattern.
    private static Regex Pattern(ManifestField field, bool whole)
    {
        try
        {
            return new Regex($"^(?:{field.Text()}){(whole ? "$" : "")}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw field.Expected($"a regular expression ({error.Message})");
        }
    }

    private static ManifestField? Known(ManifestField parent, string name, string what, Dictionary<string, string> unknown)
    {
        if (parent[name].UnlessNull() is { } known) return known;
        unknown[what] = parent["reason"].Text();
        return null;
    }

    private static string Digits(ManifestField field, int least, int most)
    {
        var text = field.Text();
        return text.Length >= least && text.Length <= most && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f')
            ? text
            : throw field.Expected(least == most ? $"{least} hexadecimal digits in lower case" : $"{least} to {most} hexadecimal digits in lower case");
    }
}
