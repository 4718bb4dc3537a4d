using System.Globalization;

namespace Research.Cli.Output;

/// <summary>Rate and remaining time of counted work, from the first report on.</summary>
internal sealed class ProgressRate(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>"84 files/s, 7 s left"; empty before the first second, when a rate would be noise.</summary>
    public string Text(double done, double total, string unit)
    {
        var elapsed = Elapsed.TotalSeconds;
        if (elapsed < 1 || done <= 0) return "";
        var rate = done / elapsed;
        var speed = rate >= 0.5
            ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.#} {unit}/s")
            : string.Create(CultureInfo.InvariantCulture, $"{1 / rate:0.#} s per {unit.TrimEnd('s')}");
        return done >= total ? speed : $"{speed}, {Durations.Text(TimeSpan.FromSeconds((total - done) / rate))} left";
    }
}
