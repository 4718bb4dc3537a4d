using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Research.TestKit;

/// <summary>A headless Chromium driven over the DevTools protocol, for looking at pages as a reader would.</summary>
public sealed partial class Chromium : IDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly string profile;

    private Chromium(Process process, string profile, DevTools tools)
    {
        this.process = process;
        this.profile = profile;
        Tools = tools;
    }

    /// <summary>The browser's program; null where none is installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    internal DevTools Tools { get; }

    /// <summary>Starts a browser with an empty profile.</summary>
    public static Chromium Start()
    {
        var program = Program ?? throw new InvalidOperationException($"None of {string.Join(", ", Names)} is on the PATH.");
        var profile = Directory.CreateTempSubdirectory("chromium-").FullName;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run", "--no-default-browser-check", "--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            return new Chromium(process, profile, new DevTools(new Uri(Address(process))));
        }
        catch
        {
            Stop(process, profile);
            throw;
        }
    }

    /// <summary>Opens a page and waits until it is loaded and has called for nothing for a moment.</summary>
    /// <param name="address">Address; a path becomes a file address.</param>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="height">Height of the window in CSS pixels.</param>
    /// <param name="dark">True for a reader who prefers dark pages.</param>
    public ChromiumPage Open(string address, int width = 1280, int height = 900, bool dark = false) =>
        ChromiumPage.Open(Tools, address.Contains("://", StringComparison.Ordinal) ? address : new Uri(Path.GetFullPath(address)).AbsoluteUri, width, height, dark);

    /// <summary>Ends the browser and removes its profile.</summary>
    public void Dispose()
    {
        Tools.Dispose();
        Stop(process, profile);
    }

    private static string Address(Process process)
    {
        var found = new TaskCompletionSource<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (Listening().Match(line.Data ?? "") is { Success: true } match)
                found.TrySetResult(match.Groups["address"].Value);
        };
        process.BeginErrorReadLine();
        return found.Task.Wait(StartLimit) ? found.Task.Result : throw new TimeoutException($"Chromium did not open its DevTools port within {StartLimit.TotalSeconds} s.");
    }

    private static void Stop(Process process, string profile)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit(5000);
        process.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // A last writer of the profile may still be ending; the folder lies in the temporary directory.
        }
    }

    [GeneratedRegex("DevTools listening on (?<address>ws://\\S+)")]
    private static partial Regex Listening();
}
