using System.Diagnostics;

namespace Research.Notebooks;

/// <summary>Runs the .NET SDK's build, for references to packages and projects.</summary>
internal static class DotnetBuild
{
    /// <summary>Builds a project and returns the path of the assembly it makes.</summary>
    /// <param name="project">The project file.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="InvalidOperationException">There is no SDK, or the build failed; the message holds its first errors.</exception>
    public static string Run(string project, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(project)!,
        };
        foreach (var argument in new[] { "build", project, "-c", "Release", "--nologo", "-v", "quiet", "-restore", "-t:Build", "-getProperty:TargetPath", "-p:UseSharedCompilation=false", "-nodeReuse:false" })
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // A kernel started by the SDK passes on settings that make a second build look for the first one's files.
        start.Environment.Remove("MSBuildSDKsPath");
        using var build = Begin(start);
        var output = build.StandardOutput.ReadToEndAsync(cancellation);
        var errors = build.StandardError.ReadToEndAsync(cancellation);
        try
        {
            build.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }
        var text = output.GetAwaiter().GetResult();
        if (build.ExitCode != 0)
            throw new InvalidOperationException(FirstErrors(text + "\n" + errors.GetAwaiter().GetResult(), Path.GetDirectoryName(project)!));
        return text.Trim().Split('\n')[^1].Trim();
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new InvalidOperationException($"this reference needs the .NET SDK, and '{start.FileName}' cannot be started: {error.Message}", error);
        }
    }

    // Each error once, without the folder and the project that MSBuild puts around it.
    private static string FirstErrors(string output, string folder)
    {
        var errors = output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("error ", StringComparison.Ordinal))
            .Select(line => (line.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var end ? line[..end] : line).Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
            .Distinct().Take(5).ToList();
        return errors.Count > 0 ? string.Join('\n', errors) : "the build failed without naming an error";
    }
}
