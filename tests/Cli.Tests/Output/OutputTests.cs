using Research.Cli.Output;

namespace Research.Cli.Tests.Output;

public class OutputTests
{
    /// <summary>A clock that tests move.</summary>
    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(59, "59 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3661, "1 h 01 min")]
    [InlineData(-1, "0 s")]
    public void Durations_Text_IsShort(double seconds, string expected) => Assert.Equal(expected, Durations.Text(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void ProgressRate_HalfDone_TakesAsLongAgain()
    {
        var clock = new ManualClock();
        var rate = new ProgressRate(clock);
        clock.Now = TimeSpan.FromMilliseconds(500);
        Assert.Equal("", rate.Text(10, 100, "files"));                               // too early to tell
        clock.Now = TimeSpan.FromSeconds(20);
        Assert.Equal("2.5 files/s, 20 s left", rate.Text(50, 100, "files"));        // 50 in 20 s, 50 to go
        Assert.Equal("5 files/s", rate.Text(100, 100, "files"));
        Assert.Equal("10 s per file, 16 min 20 s left", rate.Text(2, 100, "files"));
    }

    [Fact]
    public async Task ProgressDisplay_NotATerminal_WritesALineEveryFiveSeconds()
    {
        var clock = new ManualClock();
        using var error = new StringWriter();
        var result = await ProgressDisplay.RunAsync(new CliConsole(TextWriter.Null, error, isLive: false, clock), "work", report =>
        {
            for (var second = 0; second <= 12; second++)
            {
                clock.Now = TimeSpan.FromSeconds(second);
                report(second, 12, $"at {second}");
            }
            return Task.FromResult(7);
        });
        Assert.Equal(7, result);
        Assert.Equal("work: 42 %  at 5\nwork: 83 %  at 10\n", error.ToString());
    }

    [Fact]
    public void Coloured_NotATerminal_IsPlain() =>
        Assert.Equal("x", new CliConsole(TextWriter.Null, TextWriter.Null, false, TimeProvider.System).Coloured("x", "31"));
}
