using System.Text.Json.Nodes;

namespace Research.Notebooks.Tests;

public sealed class NotebookRunnerTests
{
    private static readonly NotebookRunOptions Plain = new() { ChangeDirectory = false };

    [Fact]
    public void Run_CellsInOrder_StoresOutputsNumbersAndTimes()
    {
        var result = Run(Plain, "var x = 2;", "Console.WriteLine(\"hi\");\nx * 21");
        Assert.True(result.Succeeded);
        var cell = result.Document.Cells[1];
        Assert.Equal(2, cell.ExecutionCount);
        Assert.Equal(NotebookOutputKind.Stream, cell.Outputs[0].Kind);
        Assert.Equal("hi\n", cell.Outputs[0].Text);
        Assert.Equal(NotebookOutputKind.Result, cell.Outputs[1].Kind);
        Assert.Equal("42", cell.Outputs[1].Data.Text("text/plain"));
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$", cell.Metadata["execution"]!["iopub.status.busy"]!.GetValue<string>());
    }

    [Fact]
    public void Run_DisplayUpdatedInALaterCell_ChangesTheFirstOutputOnly()
    {
        var result = Run(Plain, "var shown = display(\"0 %\");", "shown.Update(\"50 %\"); shown.Update(\"100 %\");");
        var output = Assert.Single(result.Document.Cells[0].Outputs);
        Assert.Equal("100 %", output.Data.Text("text/plain"));
        Assert.Empty(result.Document.Cells[1].Outputs);
    }

    [Fact]
    public void Run_CellFails_StopsThereAndReportsIt()
    {
        var result = Run(Plain, "1", "throw new FormatException(\"bad\");", "3");
        Assert.False(result.Succeeded);
        var error = Assert.Single(result.Errors);
        Assert.Equal((2, "FormatException", "bad"), (error.CellNumber, error.Error.Name, error.Error.Message));
        Assert.Equal(NotebookOutputKind.Error, Assert.Single(result.Document.Cells[1].Outputs).Kind);
        Assert.Null(result.Document.Cells[2].ExecutionCount);
    }

    [Fact]
    public void Run_CellFailsAndTheRunContinues_RunsTheRest()
    {
        var result = Run(Plain with { OnError = OnCellError.Continue }, "throw new FormatException();", "3");
        Assert.False(result.Succeeded);
        Assert.Equal("3", result.Document.Cells[1].Outputs[0].Data.Text("text/plain"));
    }

    [Fact]
    public void Run_CellMeantToFail_IsNoFailure()
    {
        var document = Notebook("throw new FormatException();", "3");
        document.Cells[0].AddTag("raises-exception");
        var result = new NotebookRunner(Plain).Run(document, AppContext.BaseDirectory);
        Assert.True(result.Succeeded);
        Assert.True(Assert.Single(result.Errors).Expected);
        Assert.Equal(2, result.Document.Cells[1].ExecutionCount);
    }

    [Fact]
    public void Run_CellLongerThanTheTimeout_FailsWithTimeout()
    {
        var result = Run(Plain with { CellTimeout = TimeSpan.FromSeconds(1.5) }, "while (true) { }");
        Assert.Equal("Timeout", Assert.Single(result.Errors).Error.Name);
    }

    [Fact]
    public void Run_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
        Assert.ThrowsAny<OperationCanceledException>(() => new NotebookRunner(Plain).Run(Notebook("while (true) { }"), AppContext.BaseDirectory, stop.Token));
    }

    [Fact]
    public void Run_ProgressHandler_HearsCellsAndUpdates()
    {
        var heard = new List<string>();
        var options = Plain with { Progress = told => heard.Add($"{told.Kind} {told.CellNumber}/{told.CellCount} {told.Heading} {told.Text}") };
        var document = Notebook("var bar = display(\"1 of 2\"); bar.Update(\"2 of 2\");");
        document.Insert(0, new NotebookCell(NotebookCellKind.Markdown, "# Title\n\n## Training"));
        new NotebookRunner(options).Run(document, AppContext.BaseDirectory);
        Assert.Equal(
            ["CellStarted 1/1 Training var bar = display(\"1 of 2\"); bar.Update(\"2 of 2\");", "Shown 1/1 Training 1 of 2", "Shown 1/1 Training 2 of 2", "CellFinished 1/1 Training "],
            heard);
    }

    [Fact]
    public void Run_ProgressHandlerThatPrints_AddsNothingToTheNotebook()
    {
        var result = new NotebookRunner(Plain with { Progress = told => Console.Write("") }).Run(Notebook("display(1); Console.Write(\"own\");"), AppContext.BaseDirectory);
        Assert.Equal(2, result.Document.Cells[0].Outputs.Count);
        result = new NotebookRunner(Plain with { Progress = told => Console.Write(" ") }).Run(Notebook("display(1);"), AppContext.BaseDirectory);
        Assert.Single(result.Document.Cells[0].Outputs);
    }

    [Fact]
    public void Run_Parameters_OverrideTheDefaults()
    {
        var document = Notebook("var profile = \"mini\"; int seeds = 3; double rate = 0.5; bool quick = false;", "$\"{profile} {seeds} {rate} {quick}\"");
        document.Cells[0].AddTag("parameters");
        var values = new Dictionary<string, string> { ["profile"] = "12", ["seeds"] = "1", ["rate"] = "2", ["quick"] = "true" };
        var result = new NotebookRunner(Plain with { Parameters = values }).Run(document, AppContext.BaseDirectory);
        Assert.Equal("12 1 2 True", result.Document.Cells[2].Outputs[0].Data.Text("text/plain"));
        Assert.True(result.Document.Cells[1].HasTag("injected-parameters"));
        Assert.Equal(2, document.Cells.Count);

        var again = new NotebookRunner(Plain with { Parameters = values }).Run(result.Document, AppContext.BaseDirectory);
        Assert.Equal(3, again.Document.Cells.Count);
    }

    [Theory]
    [InlineData("nobody", "1", "The notebook has no parameter 'nobody'; it has seeds, name.")]
    [InlineData("seeds", "many", "Parameter 'seeds' is a whole number (int) in the notebook; 'many' is not.")]
    public void Run_ParameterThatDoesNotFit_IsRefused(string name, string value, string message)
    {
        var document = Notebook("var seeds = 3; var name = \"x\";");
        document.Cells[0].AddTag("parameters");
        var runner = new NotebookRunner(Plain with { Parameters = new Dictionary<string, string> { [name] = value } });
        Assert.Equal(message, Assert.Throws<NotebookParameterException>(() => runner.Run(document, AppContext.BaseDirectory)).Message);
    }

    [Theory]
    [InlineData("he said \"x\"\\", "var text = \"\";", "he said \"x\"\\")]
    [InlineData("-7", "var text = 1;", "-7")]
    [InlineData("1e-3", "var text = 1.0;", "0.001")]
    [InlineData("a;Console.WriteLine(1)", "object text = 1;", "a;Console.WriteLine(1)")]
    public void Run_ParameterText_BecomesALiteralAndNothingElse(string value, string declaration, string expected)
    {
        var document = Notebook(declaration, "text");
        document.Cells[0].AddTag("parameters");
        var result = new NotebookRunner(Plain with { Parameters = new Dictionary<string, string> { ["text"] = value } }).Run(document, AppContext.BaseDirectory);
        Assert.True(result.Succeeded, result.Errors.FirstOrDefault()?.Error.PlainTraceback);
        Assert.Equal(expected, result.Document.Cells[2].Outputs[0].Data.Text("text/plain"));
    }

    [Fact]
    public void Run_Twice_GivesTheSameNotebookApartFromTimes()
    {
        string[] cells = ["var d = display(new[] { new { A = 1, B = \"x\" } });", "d.Update(HTML(\"<b>y</b>\")); Console.WriteLine(1);", "throw new Exception(\"no\");"];
        var texts = Enumerable.Range(0, 2).Select(_ =>
        {
            var document = Run(Plain, cells).Document;
            foreach (var cell in document.Cells)
                cell.Metadata.Remove("execution");
            return document.ToText();
        }).ToList();
        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public void Run_OutputOfAThreadThatOutlivesItsCell_IsKept()
    {
        var result = Run(Plain, "var t = Task.Run(async () => { await Task.Delay(300); Console.WriteLine(\"late\"); });", "1", "await t;");
        Assert.Contains("late\n", result.Document.Cells.SelectMany(cell => cell.Outputs).Select(output => output.Text));
    }

    [Fact]
    public void Run_PlotlyBundle_IsStoredAsAnObject()
    {
        var result = Run(Plain, "\"{\\\"data\\\":[],\\\"layout\\\":{},\\\"config\\\":{}}\".DisplayAs(\"application/vnd.plotly.v1+json\");");
        Assert.True(result.Succeeded, result.Errors.FirstOrDefault()?.Error.PlainTraceback);
        var stored = JsonNode.Parse(result.Document.ToText())!["cells"]![0]!["outputs"]![0]!["data"]!["application/vnd.plotly.v1+json"];
        Assert.IsType<JsonObject>(stored);
    }

    private static NotebookRunResult Run(NotebookRunOptions options, params string[] cells) => new NotebookRunner(options).Run(Notebook(cells), AppContext.BaseDirectory);

    private static NotebookDocument Notebook(params string[] cells)
    {
        var document = new NotebookDocument();
        foreach (var cell in cells)
            document.Add(new NotebookCell(NotebookCellKind.Code, cell));
        return document;
    }
}
