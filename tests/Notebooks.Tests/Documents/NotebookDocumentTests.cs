namespace Research.Notebooks.Tests;

public sealed class NotebookDocumentTests
{
    // As nbformat 5.9 writes it: sorted keys, one blank of indent, text unescaped, lists of lines, a final line end.
    private const string Stored = """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a1",
           "metadata": {},
           "source": [
            "# Größe\n",
            "x"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 2,
           "id": "b2",
           "metadata": {
            "custom": {
             "rate": 1e-07
            },
            "tags": [
             "parameters"
            ]
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "one\n",
              "two"
             ]
            },
            {
             "data": {
              "application/vnd.plotly.v1+json": {
               "data": []
              },
              "image/png": "AA==",
              "text/plain": [
               "<Figure>"
              ]
             },
             "execution_count": 2,
             "metadata": {},
             "output_type": "execute_result"
            },
            {
             "ename": "E",
             "evalue": "m",
             "output_type": "error",
             "traceback": [
              "line \u001b[0m"
             ]
            }
           ],
           "source": []
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void Parse_ThenWrite_GivesTheSameBytes() => Assert.Equal(Stored, NotebookDocument.Parse(Stored).ToText());

    [Fact]
    public void Parse_StoredNotebook_ReadsItsParts()
    {
        var document = NotebookDocument.Parse(Stored);
        Assert.Equal("Größe", document.Title);
        var cell = document.Cells[1];
        Assert.True(cell.HasTag("parameters"));
        Assert.Equal("one\ntwo", cell.Outputs[0].Text);
        Assert.Equal("AA==", cell.Outputs[1].Data.Text("image/png"));
        Assert.Equal("E", cell.Outputs[2].Error?.Name);
    }

    [Fact]
    public void Parse_SourceAsOneString_IsTheSameAsLines()
    {
        var document = NotebookDocument.Parse("""{"nbformat":4,"nbformat_minor":2,"metadata":{},"cells":[{"cell_type":"code","metadata":{},"source":"a\nb","outputs":[],"execution_count":null}]}""");
        Assert.Equal("a\nb", document.Cells[0].Source);
        Assert.Equal("cell-1", document.Cells[0].Id);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "a notebook is a JSON object")]
    [InlineData("{\"nbformat\":3,\"cells\":[]}", "nbformat 4 was expected; found 3")]
    [InlineData("{\"nbformat\":4}", "a notebook has a list named cells; found none")]
    [InlineData("{\"nbformat\":4,\"cells\":[1]}", "cell 1: a cell is a JSON object")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"code\",\"outputs\":[{\"output_type\":\"odd\"}]}]}", "cell 1: output_type is stream, display_data, execute_result or error; found 'odd'")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"odd\"}]}", "cell 1: cell_type is code, markdown or raw; found 'odd'")]
    public void Parse_NotANotebook_SaysWhatIsWrong(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void ClearOutputs_ExecutedNotebook_LeavesNoTraceOfTheRun()
    {
        var document = NotebookDocument.Parse(Stored);
        document.Cells[1].Metadata["execution"] = new System.Text.Json.Nodes.JsonObject();
        document.ClearOutputs();
        Assert.Empty(document.Cells[1].Outputs);
        Assert.Null(document.Cells[1].ExecutionCount);
        Assert.DoesNotContain("execution\"", document.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Insert_CellsWithTheSameIdentity_AreGivenAnother()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Code, "1", "x"));
        document.Add(new NotebookCell(NotebookCellKind.Code, "2", "x"));
        document.Insert(0, new NotebookCell(NotebookCellKind.Code, "0"));
        Assert.Equal(3, document.Cells.Select(cell => cell.Id).Distinct().Count());
    }

    [Fact]
    public void Save_ThenLoad_GivesTheSameNotebook()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "sub", "x.ipynb");
        NotebookDocument.Parse(Stored).Save(path);
        Assert.Equal(Stored, NotebookDocument.Load(path).ToText());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }
}
