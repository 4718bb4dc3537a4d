using System.Diagnostics;

namespace Research.Notebooks.Tests;

public sealed class InterruptTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    // The twelve ways in which a cell may be busy; the limits are those the product promises.
    [Theory]
    [InlineData("while (true) { }", 1)]
    [InlineData("double s = 0; while (true) s += Math.Sin(s);", 1)]
    [InlineData("await Task.Delay(100000);", 1)]
    [InlineData("System.Threading.Thread.Sleep(100000);", 1)]
    [InlineData("Task.Delay(100000).Wait();", 1)]
    [InlineData("var o = new object(); lock (o) System.Threading.Monitor.Wait(o);", 1)]
    [InlineData("Parallel.For(0, 1000000, i => System.Threading.Thread.SpinWait(1000000));", 4)]
    [InlineData("while (true) CellToken.ThrowIfCancellationRequested();", 1)]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }", 1)]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern uint sleep(uint s);\nwhile (true) sleep(100);", 1)]
    [InlineData("await Task.Yield(); while (true) { }", 1)]
    [InlineData("foreach (var i in Enumerable.Range(0, int.MaxValue)) { var list = Enumerable.Range(0, 1000).ToList(); }", 1)]
    public void Execute_CancelledWhileBusy_StopsInTime(string code, int seconds)
    {
        lab.Value("var kept = 3;");
        using var stop = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var cell = Task.Run(() => lab.Run(code, seconds: null, stop.Token));
        Thread.Sleep(300);
        Assert.False(cell.IsCompleted);
        clock.Restart();
        stop.Cancel();
        // One second of slack for a machine that is busy with other tests.
        Assert.True(cell.Wait(TimeSpan.FromSeconds(seconds + 1)), $"still running after {clock.Elapsed}");
        Assert.Equal("Interrupted", cell.Result.Error?.Name);
        Assert.Equal("3", lab.Value("kept"));
    }

    [Theory]
    [InlineData("Parallel.For(0, 4, i => a[i] = i * i); a.Sum()", "14")]
    [InlineData("System.Threading.Tasks.Parallel.ForEach(new[] { 1, 2, 3 }, (x, state) => Interlocked.Add(ref total, x)); total", "6")]
    [InlineData("Parallel.For(0, 4, () => 0, (i, state, sum) => sum + i, sum => Interlocked.Add(ref total, sum)); total", "6")]
    [InlineData("new[] { 1, 2 }.AsParallel().ForAll(x => Interlocked.Add(ref total, x)); total", "3")]
    public void Execute_ParallelLoopOfOneExpression_ComputesTheSame(string code, string expected) =>
        Assert.Equal(expected, lab.Value("using System.Threading;\nvar a = new int[4];\nvar total = 0;\n" + code));

    [Fact]
    public void Execute_InterruptedTwice_StopsBothTimes()
    {
        for (var round = 0; round < 2; round++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            Assert.Equal("Interrupted", lab.Run("while (true) { }", null, stop.Token).Error?.Name);
        }
    }

    [Fact]
    public void Execute_FinallyBlocks_RunWhenInterrupted()
    {
        lab.Value("var cleaned = false; var entered = false;");
        Interrupt("try { entered = true; while (true) System.Threading.Thread.SpinWait(10); } finally { cleaned = true; }");
        Assert.Equal("true", lab.Value("cleaned"));
    }

    [Fact]
    public void Execute_CodeLeftOnAnotherThread_StopsAsWell()
    {
        lab.Value("var turns = 0L;");
        Interrupt("await Task.Yield(); var entered = true; while (true) turns++;");
        Thread.Sleep(200);
        var seen = lab.Value("turns");
        Thread.Sleep(100);
        Assert.Equal(seen, lab.Value("turns"));
    }

    [Fact]
    public void Execute_LoopsWithChecks_KeepLinesAndMeaning()
    {
        Assert.Equal("[0, 1, 2, 10]", lab.Value("""
            var seen = new List<int>();
            for (var i = 0; i < 3; i++) // a comment
                seen.Add(i); // another
            #pragma warning disable
            foreach (var i in new[] { 10 }) { // a brace
            #if !NOTHING
                seen.Add(i);
            #endif
            }
            do ; while (false);
            Action never = () => { while (true) { } };
            seen
            """));
        var error = lab.Error("for (var i = 0; i < 3; i++)\n    while (true)\n        throw new Exception(\"here\");");
        Assert.Contains("cell[2]:line 3", error.PlainTraceback, StringComparison.Ordinal);
        var wrong = lab.Error("while (true) { var x = y; }");
        Assert.Contains("cell[3]:line 1, column 24", wrong.PlainTraceback, StringComparison.Ordinal);
    }

    /// <summary>Stops a cell once it has set its variable <c>entered</c>, or after five seconds.</summary>
    private void Interrupt(string code)
    {
        using var stop = new CancellationTokenSource();
        var cell = Task.Run(() => lab.Run(code, null, stop.Token));
        SpinWait.SpinUntil(() => lab.Session.Running is not null && lab.Session.Variables.Any(variable => variable is { Name: "entered", Value: "true" }), 5000);
        stop.Cancel();
        Assert.Equal("Interrupted", cell.Result.Error?.Name);
    }

    [Fact]
    public void Execute_LongerThanTheTimeout_IsStoppedAndSaysSo()
    {
        var result = lab.Run("while (true) { }", seconds: 0.3);
        Assert.Equal("Timeout", result.Error?.Name);
        Assert.Equal("The cell ran longer than 0.3 s and was stopped.", result.Error?.Message);
    }
}
