using System.Globalization;

namespace Research.Notebooks;

/// <summary>Durations for readers: 0.4 s, 12 s, 3 min 5 s, 2 h 10 min.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 9.95 => duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 59.5 => duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + " s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalHours} h {duration.Minutes} min"),
    };
}
