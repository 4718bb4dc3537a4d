namespace Research.Notebooks.Tests;

public sealed class MagicTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("magic-").FullName;
    private readonly Lab lab;

    public MagicTests() => lab = new Lab(folder);

    public void Dispose()
    {
        lab.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Time_ShowsWallTime()
    {
        Assert.Equal("3", lab.Value("#!time\n1 + 2"));
        Assert.Matches("^Wall time: \\d+ms$", lab.Outputs[0].Data.Text("text/plain"));
    }

    [Fact]
    public void Who_And_Whos_ListVariables()
    {
        lab.Value("var b = 2; var a = \"x\"; b = 3;");
        lab.Value("var b = 5.0;");
        lab.Run("#!who");
        Assert.Equal("a, b", lab.Outputs[0].Data.Text("text/plain"));
        lab.Run("#!whos");
        Assert.Equal("Name  Type    Value\na     string  x\nb     double  5", lab.Outputs[0].Data.Text("text/plain"));
    }

    [Theory]
    [InlineData("5", "int")]
    [InlineData("5000000000", "long")]
    [InlineData("0.5", "double")]
    [InlineData("true", "bool")]
    [InlineData("\"5\"", "string")]
    [InlineData("\"two words\"", "string")]
    public void Set_Literal_DeclaresAVariableOfItsType(string value, string type)
    {
        lab.Value($"#!set --name x --value {value}");
        Assert.Equal(type, Assert.Single(lab.Session.Variables).Type);
    }

    [Theory]
    [InlineData("#!set --name 1x --value 5", "'1x' is not a C# name.")]
    [InlineData("#!set x", "expected: #!set --name x --value 5")]
    [InlineData("#!set --name x --value @input", "@input: values are literals here; there is no other language or prompt to take them from.")]
    [InlineData("#!import none.ipynb", "#!import none.ipynb: no such file. A path is taken relative to the notebook's folder.")]
    public void Command_WrongUse_SaysWhatWasExpected(string code, string message) => Assert.Equal(message, lab.Error(code).Message);

    [Fact]
    public void UnknownCommand_NamesTheKnownOnes()
    {
        var error = lab.Error("var x = 1;\n#!fsharp\nlet y = 2");
        Assert.StartsWith("The magic command #!fsharp is not known here. Known: #!about #!csharp", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("cell[1]:line 2: error:", error.PlainTraceback, StringComparison.Ordinal);
    }

    [Fact]
    public void About_And_Lsmagic_Show()
    {
        lab.Run("#!about\n#!lsmagic");
        Assert.Contains(".NET 10", lab.Outputs[0].Data.Text("text/plain"), StringComparison.Ordinal);
        Assert.Contains("#!import", lab.Outputs[1].Data.Text("text/plain"), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_And_Html_AreShownAndCodeGoesOnBehindCsharp()
    {
        Assert.Equal("2", lab.Value("#!markdown\n# It's\n\"\n#!html\n<b>x</b>\n#!csharp\n1 + 1"));
        Assert.Equal("# It's\n\"", lab.Outputs[0].Data.Text("text/markdown"));
        Assert.Equal("<b>x</b>", lab.Outputs[1].Data.Text("text/html"));
    }

    [Fact]
    public void CommandsInsideStringsAndComments_AreText()
    {
        Assert.Equal("\n#!time\n", lab.Value("var s = @\"\n#!time\n\";\n/*\n#!nothing\n*/\ns"));
        Assert.Empty(lab.Outputs);
    }

    [Fact]
    public void LineNumbers_BehindACommand_AreThoseOfTheCell()
    {
        var error = lab.Error("#!time\n\n#!csharp\nvar x = y;");
        Assert.StartsWith("cell[1]:line 4, column 9", error.PlainTraceback, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_Notebook_RunsItsCodeCells()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "not code"));
        document.Add(new NotebookCell(NotebookCellKind.Code, "var fromElsewhere = 41;"));
        document.Save(Path.Combine(folder, "other.ipynb"));
        Assert.Equal("42", lab.Value("#!import other.ipynb\nfromElsewhere + 1"));
    }

    [Fact]
    public void Import_File_FailsWithItsNameAndLine()
    {
        File.WriteAllText(Path.Combine(folder, "helpers.csx"), "int Two() => 2;\nvar x = nonsense;");
        Assert.StartsWith("helpers.csx:line 2, column 9", lab.Error("#!import helpers.csx").PlainTraceback, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OfItself_Ends()
    {
        File.WriteAllText(Path.Combine(folder, "loop.csx"), "#!import loop.csx");
        Assert.Contains("do two files import each other?", lab.Error("#!import loop.csx").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_File_IsPartOfTheCell()
    {
        File.WriteAllText(Path.Combine(folder, "more.cs"), "int Three() => throw new Exception(\"x\");");
        var error = lab.Error("#load \"more.cs\"\nThree()");
        Assert.Contains("at Three() in more.cs:line 1", error.PlainTraceback, StringComparison.Ordinal);
        Assert.DoesNotContain(folder, error.PlainTraceback, StringComparison.Ordinal);
    }
}
