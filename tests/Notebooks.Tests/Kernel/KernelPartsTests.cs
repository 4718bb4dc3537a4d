using System.Text;
using Research.Notebooks.Kernel;

namespace Research.Notebooks.Tests.Kernel;

public sealed class KernelPartsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kernel-").FullName;
    private readonly Lab lab = new();

    public void Dispose()
    {
        lab.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // RFC 4231, test case 2.
    [Fact]
    public void Sign_TestCaseOfTheStandard_GivesItsSignature()
    {
        byte[][] parts = [Encoding.ASCII.GetBytes("what do ya want "), Encoding.ASCII.GetBytes("for nothing?")];
        var signature = new MessageSigner("Jefe").Sign(parts);
        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", Encoding.ASCII.GetString(signature));
        Assert.True(new MessageSigner("Jefe").Verify(signature, parts));
        signature[63] ^= 1;
        Assert.False(new MessageSigner("Jefe").Verify(signature, parts));
        Assert.False(new MessageSigner("Jefe").Verify([], parts));
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("#!time\n1 + 1", "complete")]
    [InlineData("if (true) {", "incomplete")]
    [InlineData("/* a comment", "incomplete")]
    [InlineData("1 +* ) 2;", "invalid")]
    public void IsComplete_Code_IsJudged(string code, string status) => Assert.Equal(status, CodeCompleteness.Answer(code)["status"]!.ToString());

    [Fact]
    public void IsComplete_OpenBraces_ProposesTheIndentation() =>
        Assert.Equal(new string(' ', 8), CodeCompleteness.Answer("class A { void B() {")["indent"]!.ToString());

    [Theory]
    [InlineData("Math.Sq", "Sqrt", "function")]
    [InlineData("text.Len", "Length", "property")]
    [InlineData("System.Col", "Collections", "module")]
    [InlineData("numbers.Whe", "Where", "function")]
    [InlineData("numbers?.Cou", "Count", "property")]
    [InlineData("numb", "numbers", "instance")]
    [InlineData("StringB", "StringBuilder", "class")]
    [InlineData("whi", "while", "keyword")]
    [InlineData("#!ti", "#!time", "magic")]
    [InlineData("#!time\nMath.Sq", "Sqrt", "function")]
    public void Complete_AtTheEnd_OffersTheName(string code, string expected, string kind)
    {
        lab.Value("var numbers = new List<int>(); var text = \"\";");
        var found = new CodeCompletion(lab.Session).At(code, code.Length);
        Assert.Contains(new CompletionItem(expected, kind), found.Items);
    }

    [Theory]
    [InlineData("// Math.Sq")]
    [InlineData("var s = \"Math.Sq")]
    [InlineData("unknown.Sq")]
    [InlineData("12")]
    public void Complete_WhereNoNameFits_OffersNone(string code) => Assert.Empty(new CodeCompletion(lab.Session).At(code, code.Length).Items);

    [Fact]
    public async Task Complete_WhileCellsRun_DisturbsNeither()
    {
        for (var round = 0; round < 4; round++)
        {
            using var session = new NotebookSession();
            var completion = new CodeCompletion(session);
            var recorder = new OutputRecorder(new NotebookCell(NotebookCellKind.Code, ""), []);
            var typing = Task.Run(() => Enumerable.Range(0, 10).Select(_ => completion.At("Math.Sq", 7).Items.Count).Distinct().ToList());
            for (var cell = 0; cell < 5; cell++)
                Assert.Null(session.Execute("display(HTML(\"x\")); new[] { 1 }.Select(x => x).ToList()", recorder).Error?.PlainTraceback);
            Assert.Equal([1], await typing);
        }
    }

    [Fact]
    public void Complete_InstanceMembers_LeaveOutStaticOnes()
    {
        var items = new CodeCompletion(lab.Session).At("\"a\".", 4).Items.Select(item => item.Text).ToList();
        Assert.Contains("Substring", items);
        Assert.DoesNotContain("IsNullOrEmpty", items);
    }

    [Fact]
    public void Inspect_NameOfTheSession_ShowsDeclarationAndComment()
    {
        lab.Value("/// <summary>Doubles <paramref name=\"x\"/>.</summary>\nint Twice(int x) => 2 * x; var kept = 3;");
        var inspection = new CodeInspection(lab.Session);
        Assert.Equal("int kept", inspection.At("kept + 1", 2)?.Text(MimeBundle.PlainText));
        Assert.Contains("Twice(int x)", inspection.At("Twice(", 6)?.Text(MimeBundle.PlainText), StringComparison.Ordinal);
        Assert.Null(inspection.At("// kept", 5));
        Assert.Null(inspection.At("", 0));
        Assert.Contains("```csharp", inspection.At("Math.Sqrt(2)", 7)?.Text(MimeBundle.Markdown), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_MemberOfAReferencedLibrary_ShowsItsDocumentation()
    {
        var text = new CodeInspection(lab.Session).At("CellToken", 3)?.Text(MimeBundle.PlainText);
        Assert.Contains("Signals that the running cell should end", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"transport\": \"udp\"}", "transport: expected tcp or ipc, got 'udp'")]
    [InlineData("{\"shell_port\": 0}", "shell_port: expected a port (1 to 65535), got 0")]
    [InlineData("{\"signature_scheme\": \"hmac-md5\"}", "signature_scheme: expected hmac-sha256, got 'hmac-md5'")]
    [InlineData("{\"shell_port\": \"x\"}", "not a connection file")]
    [InlineData("[", "not a connection file")]
    [InlineData("[]", "expected a JSON object")]
    public void ConnectionFile_Wrong_SaysWhatWasExpected(string text, string message)
    {
        var path = Path.Combine(folder, "c.json");
        File.WriteAllText(path, text);
        Assert.Contains(message, Assert.Throws<KernelException>(() => ConnectionFile.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConnectionFile_WithoutAddress_MeansLoopback()
    {
        var path = Path.Combine(folder, "c.json");
        File.WriteAllText(path, "{\"shell_port\": 11, \"control_port\": 12, \"stdin_port\": 13, \"iopub_port\": 14, \"hb_port\": 15}");
        var connection = ConnectionFile.Load(path);
        Assert.Equal("tcp://127.0.0.1:14", connection.Endpoint(connection.OutputPort));
        Assert.Equal("", connection.Key);
    }

    [Fact]
    public void Install_ThenUninstall_LeavesNothing()
    {
        var file = KernelSpec.Install(folder, ["/some/research"]);
        Assert.Equal(KernelSpecState.Ours, KernelSpec.StateIn(folder));
        Assert.Equal(["/some/research", "kernel", "run", "{connection_file}"], KernelSpec.CommandIn(folder)!);
        KernelSpec.Install(folder, ["/other/research"]);
        Assert.Equal("/other/research", KernelSpec.CommandIn(folder)![0]);
        Assert.True(KernelSpec.Uninstall(folder));
        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
        Assert.False(KernelSpec.Uninstall(folder));
    }

    [Theory]
    [InlineData("{\"argv\": [\"dotnet\", \"interactive\"], \"display_name\": \".NET (C#)\"}")]
    [InlineData("not JSON")]
    public void Install_OverAForeignSpec_RefusesUnlessForced(string foreign)
    {
        var file = KernelSpec.FileIn(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, foreign);
        Assert.Throws<KernelException>(() => KernelSpec.Install(folder, ["/some/research"]));
        Assert.Throws<KernelException>(() => KernelSpec.Uninstall(folder));
        Assert.Equal(foreign, File.ReadAllText(file));
        KernelSpec.Install(folder, ["/some/research"], replaceForeign: true);
        Assert.Equal(KernelSpecState.Ours, KernelSpec.StateIn(folder));
    }

    [Theory]
    [InlineData("a\U0001F600b", 2, 3)]
    [InlineData("abc", 2, 2)]
    public void CodePoints_BothWays_Agree(string text, int position, int index)
    {
        Assert.Equal(index, CodePoints.ToIndex(text, position));
        Assert.Equal(position, CodePoints.FromIndex(text, index));
    }
}
