namespace Research.Notebooks.Tests;

public sealed class NotebookSessionTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void Execute_VariablesOfEarlierCells_AreSeen()
    {
        lab.Value("var a = 2; int Twice(int x) => 2 * x;");
        Assert.Equal("8", lab.Value("Twice(a) * 2"));
    }

    [Fact]
    public void Execute_TrailingExpressionWithoutSemicolon_IsTheValue() => Assert.Equal("3", lab.Value("var x = 1;\nx + 2"));

    [Theory]
    [InlineData("var x = 5;")]
    [InlineData("Console.Write(1)")]
    [InlineData("")]
    [InlineData("// nothing")]
    [InlineData("using System.Net;")]
    [InlineData("public record Point(int X, int Y);")]
    public void Execute_NoValue_GivesNone(string code) => Assert.Null(lab.Value(code));

    [Fact]
    public void Execute_ReturnStatement_GivesTheValue() => Assert.Equal("5", lab.Value("return 5;"));

    [Fact]
    public void Execute_NullExpression_ShowsNull() => Assert.Equal("<null>", lab.Value("(string?)null"));

    [Fact]
    public void Execute_AfterCellsWithoutCode_StillSeesTheirUsingsAndTypes()
    {
        lab.Value("using System.Net;");
        lab.Value("public record Point(int X, int Y);");
        Assert.Equal("Point { X = 1, Y = 2 }", lab.Value("new Point(1, 2)"));
        Assert.Equal("127.0.0.1", lab.Value("IPAddress.Loopback"));
    }

    [Fact]
    public void Execute_TopLevelAwait_Works() => Assert.Equal("7", lab.Value("await Task.Delay(5); int Later() => 7; await Task.Run(Later)"));

    [Fact]
    public void Execute_VariableRedefinedWithAnotherType_TakesTheNewOne()
    {
        lab.Value("var x = 1;");
        lab.Value("var x = \"one\";");
        Assert.Equal("3", lab.Value("x.Length"));
    }

    [Fact]
    public void Execute_TypeRedefined_TakesTheNewOne()
    {
        lab.Value("record R(int A);");
        lab.Value("record R(string B);");
        Assert.Equal("R { B = x }", lab.Value("new R(\"x\")"));
    }

    [Fact]
    public void Execute_VariableSetBeforeTheException_KeepsItsValue()
    {
        var error = lab.Error("var before = 41;\nthrow new InvalidOperationException(\"stop\");");
        Assert.Equal("InvalidOperationException", error.Name);
        Assert.Equal("42", lab.Value("before + 1"));
    }

    [Fact]
    public void Execute_CompileError_LeavesTheSessionAsItWas()
    {
        lab.Value("var a = 1;");
        lab.Error("var a = nonsense;");
        Assert.Equal("1", lab.Value("a"));
    }

    [Fact]
    public void Execute_CompileError_ShowsCellLineColumnAndCaret()
    {
        lab.Value("1");
        var error = lab.Error("var x = 1;\nvar y = x + missing;");
        Assert.Equal("CompilationError", error.Name);
        Assert.Equal(
            "cell[2]:line 2, column 13: error CS0103: The name 'missing' does not exist in the current context\n"
            + "    2 | var y = x + missing;\n"
            + "      |             ^^^^^^^",
            error.PlainTraceback);
    }

    [Fact]
    public void Execute_RuntimeError_ShowsCellAndLineAndTheSource()
    {
        lab.Value("int Divide(int a, int b)\n{\n    if (b == 0) throw new DivideByZeroException();\n    return a / b;\n}");
        var error = lab.Error("var one = 1;\nDivide(one, 0)");
        Assert.Equal("DivideByZeroException", error.Name);
        Assert.Equal(
            "System.DivideByZeroException: Attempted to divide by zero.\n"
            + "   at Divide(int, int) in cell[1]:line 3\n"
            + "    3 |     if (b == 0) throw new DivideByZeroException();\n"
            + "   at cell[2]:line 2",
            error.PlainTraceback);
    }

    [Fact]
    public void Execute_ErrorBehindAwaitAndLambda_HasCleanFrames()
    {
        var error = lab.Error("async Task Fail() { await Task.Yield(); throw new ArgumentException(\"bad\"); }\nFunc<Task> run = async () => await Fail();\nawait run();");
        Assert.DoesNotContain("<", error.PlainTraceback, StringComparison.Ordinal);
        Assert.DoesNotContain("MoveNext", error.PlainTraceback, StringComparison.Ordinal);
        Assert.Contains("at Fail() in cell[1]:line 1", error.PlainTraceback, StringComparison.Ordinal);
        Assert.Contains("at cell[1]:line 3", error.PlainTraceback, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_InnerException_IsShown()
    {
        var error = lab.Error("throw new InvalidOperationException(\"outer\", new FormatException(\"inner\"));");
        Assert.Contains(" ---> System.FormatException: inner", error.PlainTraceback, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_LibraryFrames_ShowNoMachinePath()
    {
        var error = lab.Error("Assert_.Fails();\nstatic class Assert_ { public static void Fails() => System.IO.File.ReadAllText(\"/no/such/file\"); }");
        Assert.DoesNotContain(AppContext.BaseDirectory, error.PlainTraceback, StringComparison.Ordinal);
        Assert.DoesNotContain("Research.Notebooks", error.PlainTraceback, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_ConsoleOutput_GoesToTheCellInOrder()
    {
        lab.Run("Console.Write(\"a\"); Console.WriteLine(1); Console.Error.WriteLine(\"e\"); Console.WriteLine(\"b\");");
        Assert.Equal(["stdout:a1\n", "stderr:e\n", "stdout:b\n"], lab.Outputs.Select(output => $"{output.Stream}:{output.Text}"));
    }

    [Fact]
    public void Execute_OutputOfTasksAndThreads_GoesToTheCell()
    {
        lab.Run("Parallel.For(0, 4, i => Console.Write(\"x\")); var t = new System.Threading.Thread(() => Console.Write(\"y\")); t.Start(); t.Join();");
        Assert.Equal("xxxxy", lab.StandardOutput);
    }

    [Fact]
    public void Execute_TwoSessionsAtOnce_KeepTheirOutputApart()
    {
        using var other = new Lab();
        var first = Task.Run(() => lab.Run("for (var i = 0; i < 200; i++) Console.Write(\"a\");"));
        other.Run("for (var i = 0; i < 200; i++) Console.Write(\"b\");");
        first.Wait();
        Assert.Equal(new string('a', 200), lab.StandardOutput);
        Assert.Equal(new string('b', 200), other.StandardOutput);
    }

    [Fact]
    public void Execute_Input_IsAskedFromTheSession()
    {
        using var asked = new Lab(input: _ => "Ada");
        Assert.Equal("Ada", asked.Value("Console.ReadLine()"));
        Assert.Equal("InvalidOperationException", lab.Error("Console.ReadLine()").Name);
    }

    [Fact]
    public void Execute_UnsafeGenericsAndModernSyntax_Compile()
    {
        Assert.Equal("6", lab.Value("int[] xs = [1, 2, 3]; unsafe int Sum(int[] a) { fixed (int* p = a) return p[0] + p[1] + p[2]; }\nSum(xs)"));
        Assert.Equal("[1, 4, 9]", lab.Value("xs.Select(x => x * x).ToList()"));
        Assert.Equal("2", lab.Value("static T Second<T>(this IEnumerable<T> s) => s.Skip(1).First();\nxs.Second()"));
    }

    [Fact]
    public void Dispose_AfterRunning_UnloadsTheCells()
    {
        var context = RunAndDispose();
        // The cell thread has to end first, which takes its time on a busy machine.
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < 20 && context.IsAlive; Thread.Sleep(20))
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(context.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference RunAndDispose()
    {
        using var session = new Lab();
        session.Run("record P(int X); var list = new List<P> { new(1), new(2) }; display(list); list");
        session.Run("throw new Exception(\"x\");");
        return new WeakReference(session.Session.LoadContext);
    }
}
