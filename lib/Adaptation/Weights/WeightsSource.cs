using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Weights;

/// <summary>An open file of weights of either format, told apart by its first bytes.</summary>
internal sealed class WeightsSource : IDisposable
{
    private readonly string path;
    private readonly PthFile? pth;
    private readonly SafeTensorsFile? safe;

    private WeightsSource(string path, PthFile? pth, SafeTensorsFile? safe)
    {
        this.path = path;
        this.pth = pth;
        this.safe = safe;
    }

    public IEnumerable<string> Names => pth?.Tensors.Keys ?? safe!.Names;

    /// <exception cref="WeightsException">There is no such file, or it is damaged.</exception>
    public static WeightsSource Open(string path)
    {
        try
        {
            return IsPth(path) ? new(path, PthFile.Open(path), null) : new(path, null, SafeTensors.Open(path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WeightsException(path, "there is no such file", error);
        }
        catch (Exception error) when (error is PthException or SafeTensorsException)
        {
            throw new WeightsException(path, error.Message.Replace(path + ": ", "", StringComparison.Ordinal), error);
        }
    }

    /// <exception cref="WeightsException">The elements are damaged.</exception>
    public Tensor Read(string name)
    {
        try
        {
            return pth?.Read(name) ?? safe!.Read(name);
        }
        catch (Exception error) when (error is PthException or SafeTensorsException)
        {
            throw new WeightsException(path, error.Message.Replace(path + ": ", "", StringComparison.Ordinal), error);
        }
    }

    public void Dispose()
    {
        pth?.Dispose();
        safe?.Dispose();
    }

    // A zip archive or a pickle. Safetensors begins with the length of its header, of at most 100 MB: its upper four bytes are 0.
    private static bool IsPth(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[8];
        head.Clear();
        file.ReadAtLeast(head, 8, throwOnEndOfStream: false);
        return head[4..].ContainsAnyExcept((byte)0);
    }
}
