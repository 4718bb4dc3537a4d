using System.Globalization;
using Spectre.Console;

namespace Research.Cli.Output;

/// <summary>Shows how far work is: a bar that redraws itself on a terminal, else a plain line every few seconds.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan s_plainInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs work that reports how much of it is done.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Gets a function to call with (done, total, text); calls may come from any thread, one at a time.</param>
    public static async Task<T> RunAsync<T>(CliConsole console, string title, Func<Action<double, double, string>, Task<T>> work)
    {
        if (!console.IsLive)
        {
            var plain = new PlainLines(console, title);
            return await work(plain.Report);
        }
        return await console.Terminal.Progress().AutoClear(true).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                bar.IsIndeterminate = true;
                var width = Math.Max(20, console.Terminal.Profile.Width - 50);
                return await work((done, total, text) =>
                {
                    bar.IsIndeterminate = total <= 0;
                    bar.MaxValue = Math.Max(total, 1);
                    bar.Value = done;
                    bar.Description = Markup.Escape(Fit($"{title}  {text}", width));
                });
            });
    }

    private static string Fit(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    private sealed class PlainLines(CliConsole console, string title)
    {
        private readonly Lock _lock = new();
        private long _last = console.Time.GetTimestamp();

        public void Report(double done, double total, string text)
        {
            lock (_lock)
            {
                if (console.Time.GetElapsedTime(_last) < s_plainInterval) return;
                _last = console.Time.GetTimestamp();
                console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {(total > 0 ? $"{100 * done / total:0} %  " : "")}{text}"));
            }
        }
    }
}
