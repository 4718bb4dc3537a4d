using System.Runtime.InteropServices;
using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Cli.Doctor;

/// <summary>Codecs, the Jupyter socket library, the report's scripts, datasets.</summary>
internal static class LibraryChecks
{
    private const string SetUp = ".devcontainer/setup.sh";

    public static IEnumerable<CheckResult> Run(string? dataFolder)
    {
        yield return CheckResult.Of("PNG", SetUp, () =>
        {
            var image = Gradient();
            var back = Png.ReadRgb(Png.Encode(image));
            return back.Pixels.AsSpan().SequenceEqual(image.Pixels)
                ? CheckResult.Ok("PNG", Where("libspng"))
                : CheckResult.Failure("PNG", $"{Where("libspng")} does not give back what was written", SetUp);
        });
        yield return CheckResult.Of("JPEG", SetUp, () =>
        {
            var back = Jpeg.Read(Jpeg.Encode(Gradient()));
            return CheckResult.Ok("JPEG", $"{Where("libturbojpeg")}{(back.Width == 16 ? "" : " gave another size")}");
        });
        yield return Zmq();
        yield return ReportScripts();
        foreach (var result in Data(dataFolder)) yield return result;
    }

    private static CheckResult Zmq()
    {
        foreach (var name in new[] { "libzmq.so.5", "libzmq.5.dylib", "libzmq" })
            if (NativeLibrary.TryLoad(name, out _))
                return CheckResult.Ok("ZeroMQ", Where("libzmq"));
        return CheckResult.Warning("ZeroMQ", "libzmq is absent: Jupyter cannot talk to the kernel (reports do not need it)", SetUp);
    }

    private static CheckResult ReportScripts()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "report-assets");
        var missing = new[] { "plotly.min.js", "katex.min.js", "katex.min.css" }.Where(f => !File.Exists(Path.Combine(folder, f))).ToArray();
        return missing.Length == 0
            ? CheckResult.Ok("report scripts", folder)
            : CheckResult.Failure("report scripts", $"{string.Join(", ", missing)} absent from {folder}", $"{SetUp} && make build");
    }

    private static IEnumerable<CheckResult> Data(string? folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            yield return CheckResult.Ok("data", $"{DatasetFolder.Variable} is not set: embedded scenes only (set it to a folder with datasets; 'research data list' names them)");
            yield break;
        }
        if (!Directory.Exists(folder))
        {
            yield return CheckResult.Warning("data", $"{DatasetFolder.Variable} is {folder}, which is no folder", $"export {DatasetFolder.Variable}=/folder/with/datasets");
            yield break;
        }
        var found = DatasetManifests.Names.Where(name => DatasetFolder.Find(name, folder, out _) is not null).ToArray();
        yield return found.Length == 0
            ? CheckResult.Warning("data", $"{folder} holds no known dataset", "research data list")
            : CheckResult.Ok("data", $"{folder}: {string.Join(", ", found)}");
    }

    private static RgbImage Gradient()
    {
        var image = new RgbImage(16, 8);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 5);
        return image;
    }

    private static string Where(string library) => LoadedLibraries.First(library) ?? $"{library} (path not known)";
}
