using System.CommandLine;
using System.Globalization;
using Research.Adaptation.Papers;
using static TorchSharp.torch;

namespace Research.Cli.Commands;

/// <summary>Options that several commands have, each with one meaning.</summary>
internal static class CommonOptions
{
    /// <summary>Folder with datasets, in place of RESEARCH_DATA.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder with datasets, one sub-folder each [default: RESEARCH_DATA].",
        HelpName = "DIR",
    };

    /// <summary>Size at which recipes run.</summary>
    public static Option<Profile> Profile(Profile otherwise) => new("--profile")
    {
        Description = "Size of the experiments: smoke (seconds), mini (embedded scenes, minutes), paper (as published; needs datasets and CUDA).",
        HelpName = "smoke|mini|paper",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            var names = Enum.GetNames<Profile>();
            if (names.FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name) return Enum.Parse<Profile>(name);
            result.AddError($"--profile: expected {string.Join(", ", names[..^1]).ToLowerInvariant()} or {names[^1].ToLowerInvariant()}, got '{text}'");
            return otherwise;
        },
    };

    /// <summary>Full path of a file to write, or null where none was given.</summary>
    /// <exception cref="UserErrorException">Its folder does not exist.</exception>
    public static string? OutputFile(string? given)
    {
        if (given is null) return null;
        var path = Path.GetFullPath(given);
        return Directory.Exists(Path.GetDirectoryName(path))
            ? path
            : throw new UserErrorException($"--output: expected an existing folder, there is none at {Path.GetDirectoryName(path)}", ExitCodes.WrongUsage);
    }

    /// <summary>The folder given, or the one that the environment names; null where there is neither.</summary>
    /// <exception cref="UserErrorException">A folder was given that is not there.</exception>
    public static string? DataFolder(string? given)
    {
        if (given is null)
        {
            // A relative path counts from where the command was typed; notebooks run in a folder of their own.
            var named = Environment.GetEnvironmentVariable(Adaptation.Data.DatasetFolder.Variable);
            return string.IsNullOrWhiteSpace(named) ? null : Path.GetFullPath(named);
        }
        return Directory.Exists(given)
            ? Path.GetFullPath(given)
            : throw new UserErrorException($"--data: expected a folder, there is none at {given}", ExitCodes.WrongUsage);
    }

    /// <summary>Where to compute.</summary>
    public static Option<string> Device() => new("--device")
    {
        Description = "Where to compute: cpu, cuda, cuda:1, or auto (CUDA where there is one).",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>The device of a name.</summary>
    /// <exception cref="UserErrorException">There is no such name, or no such device here.</exception>
    public static Device FindDevice(string name)
    {
        var isCuda = name == "cuda" || name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (name is not ("auto" or "cpu") && !isCuda) throw new UserErrorException($"--device: expected cpu, cuda, cuda:NUMBER or auto, got '{name}'", ExitCodes.WrongUsage);
        if (name == "auto") return cuda.is_available() ? CUDA : CPU;
        if (!isCuda) return CPU;
        var number = name == "cuda" ? 0 : int.Parse(name.AsSpan(5), CultureInfo.InvariantCulture);
        return cuda.is_available() && number < cuda.device_count()
            ? device($"cuda:{number}")
            : throw new UserErrorException($"--device {name}: this libtorch and machine have {(cuda.is_available() ? cuda.device_count() : 0)} CUDA devices; 'research doctor' says more");
    }
}
