using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;

namespace Research.Notebooks.Kernel;

/// <summary>Answers to requests that run no code.</summary>
internal sealed class KernelAnswers(NotebookSession session, ExecutionHistory history, string version)
{
    private readonly CodeCompletion completion = new(session);
    private readonly CodeInspection inspection = new(session);

    /// <summary>What answers a type of request; null for types that are not known.</summary>
    public Func<KernelMessage, JsonObject>? Find(string type) => type switch
    {
        "kernel_info_request" => _ => Info(),
        "is_complete_request" => request => CodeCompleteness.Answer(request.Text("code") ?? ""),
        "complete_request" => Complete,
        "inspect_request" => Inspect,
        "history_request" => history.Answer,
        "comm_info_request" => _ => new JsonObject { ["comms"] = new JsonObject() },
        _ => null,
    };

    /// <summary>Loads the compiler while the client is still busy with itself, so that the first cell does not wait for it.</summary>
    public void WarmUp()
    {
        var tree = CellCompiler.Parse("Console.WriteLine(Enumerable.Range(0, 2).Select(i => i).Sum()); 1", "warm-up");
        CellCompiler.Emit(session.Compiler.Compile(InterruptionPoints.Put(tree)), CancellationToken.None);
    }

    private JsonObject Info() => new()
    {
        ["protocol_version"] = MessageFactory.ProtocolVersion,
        ["implementation"] = "research",
        ["implementation_version"] = version,
        ["banner"] = $"C# notebooks {version}, .NET {Environment.Version}",
        ["debugger"] = false,
        ["help_links"] = new JsonArray(new JsonObject { ["text"] = "C#", ["url"] = "https://learn.microsoft.com/dotnet/csharp/" }),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString(),
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
        },
    };

    private JsonObject Complete(KernelMessage request)
    {
        var code = request.Text("code") ?? "";
        var cursor = CodePoints.ToIndex(code, request.Number("cursor_pos", int.MaxValue));
        var found = completion.At(code, cursor);
        var (start, end) = (CodePoints.FromIndex(code, found.Start), CodePoints.FromIndex(code, found.End));
        var types = found.Items.Select(item => (JsonNode)new JsonObject { ["text"] = item.Text, ["type"] = item.Kind, ["start"] = start, ["end"] = end });
        return new JsonObject
        {
            ["matches"] = new JsonArray([.. found.Items.Select(item => (JsonNode)item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = new JsonArray([.. types]) },
        };
    }

    private JsonObject Inspect(KernelMessage request)
    {
        var code = request.Text("code") ?? "";
        var bundle = inspection.At(code, CodePoints.ToIndex(code, request.Number("cursor_pos", int.MaxValue)));
        return new JsonObject { ["found"] = bundle is not null, ["data"] = bundle?.ToJson() ?? [], ["metadata"] = new JsonObject() };
    }
}
