using System.Globalization;
using Research.Adaptation.Training;
using Research.Cli.Output;

namespace Research.Cli.Commands;

/// <summary>Words for how far training is.</summary>
internal static class RunningProgress
{
    /// <summary>"training  120/240  source 0.812, target -0.031  6.1 steps/s  20 s left"; empty parts are left out.</summary>
    public static string Text(TrainingProgress p, string phase)
    {
        var losses = string.Join(", ", p.Losses.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Name} {l.Value:0.000}")));
        var rate = p.StepsPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"{p.StepsPerSecond:0.0} steps/s") : "";
        var left = p.Remaining is { } time ? $"{Durations.Text(time)} left" : "";
        return string.Join("  ", new[] { phase, $"{p.Step}/{p.TotalSteps}", losses, rate, left }.Where(s => s.Length > 0));
    }

    /// <summary>Hands progress on at once, on the thread that reports it.</summary>
    public sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
