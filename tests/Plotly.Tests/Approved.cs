using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Plotly.Tests;

/// <summary>Compares with a file in <c>Approved/</c>. A difference fails; the received text lies beside the test's output to be looked at.</summary>
internal static class Approved
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    public static void VerifyJson(string json, string name, [CallerFilePath] string caller = "")
    {
        var received = JsonNode.Parse(json)!.ToJsonString(s_indented) + "\n";
        var path = Path.Combine(Folder(caller), name + ".json");
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (received == expected) return;
        var copy = Path.Combine(AppContext.BaseDirectory, name + ".received.json");
        File.WriteAllText(copy, received);
        Assert.Fail($"{name} differs from Approved/{name}.json; received: {copy}");
    }

    // Paths are mapped to /src/ in deterministic builds: the folder is found from the test's own place instead.
    private static string Folder(string caller)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Research.sln")))
                return Path.Combine(folder.FullName, "tests", "Plotly.Tests", "Approved");
        throw new DirectoryNotFoundException($"No Research.sln above {AppContext.BaseDirectory} (called from {caller}).");
    }
}
