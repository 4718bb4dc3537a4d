using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Architecture.Tests;

/// <summary>Randomness and time are injected: results depend on a seed and on data, on nothing else.</summary>
public sealed class AmbientStateTests
{
    private static readonly string[] Banned =
    [
        "Random.Shared", "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Guid.NewGuid", "Environment.TickCount", "Environment.TickCount64",
    ];

    // A notebook shows when it ran and a command line measures how long: those two layers may read the clock.
    private static readonly string[] Layers = ["lib/Imaging", "lib/Scenes", "lib/Tables", "lib/Plotly", "lib/Adaptation"];

    [Fact]
    public void Libraries_BelowTheNotebook_ReadNoClockAndNoGlobalGenerator()
    {
        var found = new List<string>();
        foreach (var file in Layers.SelectMany(Repository.Sources))
        {
            var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot();
            foreach (var access in root.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            {
                if (Banned.Contains(access.ToString()))
                    found.Add($"{Repository.Relative(file)}: {access}");
            }

            foreach (var creation in root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>())
            {
                if (creation.Type.ToString() is "Random" or "System.Random")
                    found.Add($"{Repository.Relative(file)}: {creation}");
            }
        }

        Assert.Empty(found);
    }
}
