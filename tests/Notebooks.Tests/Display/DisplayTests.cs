namespace Research.Notebooks.Tests;

public sealed class DisplayTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("1234567.125f", "1234567.1")]
    [InlineData("true", "true")]
    [InlineData("\"<b>\"", "<b>")]
    [InlineData("'x'", "x")]
    [InlineData("DayOfWeek.Friday", "Friday")]
    [InlineData("new DateTime(2026, 1, 2)", "01/02/2026 00:00:00")]
    [InlineData("new[] { 1, 2, 3 }", "[1, 2, 3]")]
    [InlineData("new[] { \"a\", null }", "[\"a\", <null>]")]
    [InlineData("Enumerable.Range(0, 100)", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, … 80 more]")]
    [InlineData("IEnumerable<int> Endless() { var i = 0; while (true) yield return i++; }\nEndless()", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, … more]")]
    [InlineData("new { A = 1, B = \"x\" }", "{ A = 1, B = \"x\" }")]
    [InlineData("(1, \"a\")", "(1, a)")]
    [InlineData("typeof(Dictionary<string, int[]>)", "Dictionary<string, int[]>")]
    [InlineData("class Node { public Node Self => this; public int X = 1; }\nnew Node()", "Node { Self = Node { Self = Node { Self = Node, X = 1 }, X = 1 }, X = 1 }")]
    [InlineData("class Bad { public int X => throw new Exception(); }\nnew Bad()", "Bad { X = (threw Exception) }")]
    public void PlainText_OfAnyValue_IsOneReadableForm(string code, string expected) => Assert.Equal(expected, lab.Value(code));

    [Fact]
    public void Sequence_OfRecords_IsATableWithALimit()
    {
        var result = lab.Run("record R(string Name, double Value);\nEnumerable.Range(0, 25).Select(i => new R(\"<b>\" + i, i / 3.0)).ToList()");
        var html = result.Value!.Text("text/html")!;
        Assert.Contains("<th scope=\"col\" style=\"text-align:left\">Name</th><th scope=\"col\" style=\"text-align:right\">Value</th>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;1", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("0.333333", html, StringComparison.Ordinal);
        Assert.Contains("… 5 more", html, StringComparison.Ordinal);
        Assert.Equal(22, result.Value.Text("text/plain")!.Split('\n').Length);
    }

    [Fact]
    public void Dictionary_IsATableOfKeysAndValues()
    {
        var result = lab.Run("new Dictionary<string, int> { [\"a\"] = 1 }");
        Assert.Equal("Key  Value\na        1", result.Value!.Text("text/plain"));
    }

    [Fact]
    public void Exception_ShownAsAValue_HasTypeMessageAndCause() =>
        Assert.Equal("System.Exception: a\n ---> System.FormatException: b", lab.Value("new Exception(\"a\", new FormatException(\"b\"))"));

    [Fact]
    public void Display_ThenUpdate_ReplacesTheSameOutput()
    {
        lab.Run("var d = 1.Display(); d.Update(2); d.Update(3);");
        Assert.Equal("3", Assert.Single(lab.Outputs).Data.Text("text/plain"));
    }

    [Fact]
    public void Html_IsGivenAsItIsWithATextForm()
    {
        var result = lab.Run("HTML(\"<b>x &amp; y</b><script>1</script>\")");
        Assert.Equal("<b>x &amp; y</b><script>1</script>", result.Value!.Text("text/html"));
        Assert.Equal("x & y", result.Value.Text("text/plain"));
    }

    [Fact]
    public void Markdown_HasBothForms()
    {
        var value = lab.Run("Markdown(\"**x**\")").Value!;
        Assert.Equal("**x**", value.Text("text/markdown"));
        Assert.Equal("**x**", value.Text("text/plain"));
    }

    [Fact]
    public void DisplayAs_JsonType_IsAnObject()
    {
        lab.Run("\"{\\\"a\\\": 1}\".DisplayAs(\"application/vnd.x+json\");");
        Assert.Equal(1, lab.Outputs[0].Data.Entries["application/vnd.x+json"]["a"]!.GetValue<int>());
        Assert.Equal("FormatException", lab.Error("\"no json\".DisplayAs(\"application/json\");").Name);
    }

    [Fact]
    public void Convention_InternalAttributeAndFormatters_AreFound()
    {
        var value = lab.Run("""
            [AttributeUsage(AttributeTargets.Class)]
            class TypeFormatterSourceAttribute : Attribute
            {
                public TypeFormatterSourceAttribute(Type type) => FormatterSourceType = type;
                public Type FormatterSourceType { get; }
            }
            class Source
            {
                public IEnumerable<object> CreateTypeFormatters() { yield return new Html(); yield return new Picture(); yield return new Never(); }
            }
            class Html { public string MimeType => "text/html"; public bool Format(object o, TextWriter w) { w.Write("<i>thing</i>"); return true; } }
            class Picture { public string MimeType => "image/png"; public bool Format(object o, TextWriter w) { w.Write("AA=="); return true; } }
            class Never { public string MimeType => "image/gif"; public bool Format(object o, TextWriter w) => false; }
            [TypeFormatterSource(typeof(Source))]
            class Thing { public override string ToString() => "a thing"; }
            class Special : Thing { }
            new Special()
            """).Value!;
        Assert.Equal(["image/png", "text/html", "text/plain"], value.Entries.Keys);
        Assert.Equal("a thing", value.Text("text/plain"));
        Assert.Contains("<td style=\"text-align:left\"><i>thing</i></td>", lab.Run("new[] { new Thing() }").Value!.Text("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Convention_BrokenSource_SaysWhatIsMissing()
    {
        var error = lab.Error("""
            class TypeFormatterSourceAttribute : Attribute { public Type FormatterSourceType => typeof(int); }
            [TypeFormatterSource] class Thing { }
            new Thing()
            """);
        Assert.Equal("The formatter that Thing declares cannot be used: System.Int32 has no public method CreateTypeFormatters().", error.Message);
    }

    [Fact]
    public void Convention_LibraryTypes_ShowThemselves()
    {
        lab.Run("""
            #r "Research.Plotly.dll"
            #r "Research.Imaging.dll"
            #r "Research.Tables.dll"
            display(Research.Plotly.Chart.Line(new Research.Plotly.Series("a", new[] { 1.0, 2 }, new[] { double.NaN, 2 })));
            display(new Research.Imaging.RgbImage(4, 2));
            display(new Research.Tables.DataFrame(new Research.Tables.StringDataFrameColumn("x", new[] { "<b>" })));
            """);
        Assert.Equal(3, lab.Outputs.Count);
        Assert.Null(lab.Outputs[0].Data.Entries["application/vnd.plotly.v1+json"]["data"]![0]!["y"]![0]);
        Assert.NotNull(lab.Outputs[1].Data.Text("image/png"));
        Assert.Contains("&lt;b&gt;", lab.Outputs[2].Data.Text("text/html"), StringComparison.Ordinal);
        Assert.All(lab.Outputs, output => Assert.NotNull(output.Data.Text("text/plain")));
    }

    [Fact]
    public void Register_OwnFormatter_WinsOverTheDefault()
    {
        lab.Session.Formatters.Register<Version>(version => $"<b>{version}</b>");
        Assert.Equal("<b>1.2</b>", lab.Run("new Version(1, 2)").Value!.Text("text/html"));
    }

    [Fact]
    public void ClearOutput_RemovesWhatWasShown()
    {
        lab.Run("Console.WriteLine(1); display(2); ClearOutput(); Console.WriteLine(3);");
        Assert.Equal("3\n", Assert.Single(lab.Outputs).Text);
    }
}
