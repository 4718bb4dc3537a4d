using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Research.Adaptation.Data;

/// <summary>
/// Fetches one file over HTTP into <c>NAME.part</c>, continues there after an interruption where the server can, checks length and
/// SHA-256, and only then gives the file its name.
/// </summary>
internal sealed class FileFetch(HttpClient client, Uri address, FetchFile file, string path)
{
    private const int Attempts = 4;
    private const int BufferBytes = 1 << 16;

    private string Part => path + ".part";

    /// <summary>Whether the file is there with the right content.</summary>
    public bool IsComplete(CancellationToken cancellation) =>
        new FileInfo(path) is { Exists: true } info && info.Length == file.Bytes && HashOf(path, cancellation) == file.Sha256;

    /// <summary>Bytes that an interrupted attempt left.</summary>
    public long PartBytes => new FileInfo(Part) is { Exists: true } info && info.Length <= file.Bytes ? info.Length : 0;

    /// <summary>Fetches the file; <paramref name="received"/> is told bytes as they come, a negative number where a part is given up.</summary>
    /// <exception cref="DatasetException">The server refuses, the connection breaks again and again, or the content is not the expected one.</exception>
    public async Task RunAsync(Action<long> received, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await ContinueAsync(received, cancellation).ConfigureAwait(false);
                break;
            }
            catch (Exception error) when (attempt < Attempts && error is (HttpRequestException { StatusCode: null } or IOException) and not DatasetException)
            {
                // The line broke: what has come stays in the part, and the next attempt goes on behind it.
                await Task.Delay(TimeSpan.FromMilliseconds(50 << (2 * attempt)), cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (error is (HttpRequestException or IOException) and not DatasetException
                || error is OperationCanceledException && !cancellation.IsCancellationRequested) // the client's own time limit
            {
                throw new DatasetException($"{path}: expected {address}: {error.Message} (after {attempt} attempts; run the command again to continue)", path, error);
            }
        }
        string hash = HashOf(Part, cancellation);
        if (hash != file.Sha256)
        {
            File.Delete(Part);
            throw new DatasetException($"{path}: expected SHA-256 {file.Sha256}, got {hash} from {address}; the part was removed", path);
        }
        File.Move(Part, path, overwrite: true);
    }

    private async Task ContinueAsync(Action<long> received, CancellationToken cancellation)
    {
        long start = PartBytes;
        if (start == file.Bytes)
            return;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (start > 0)
            request.Headers.Range = new RangeHeaderValue(start, null);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        bool continues = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == start;
        if (!continues && response.StatusCode != HttpStatusCode.OK)
        {
            if (start == 0 || response.StatusCode is not (HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PartialContent))
                throw new DatasetException($"{path}: expected {address} to answer with the file, got {(int)response.StatusCode} {response.ReasonPhrase}", path);
            GiveUpPart(start, received);
            throw new IOException("the server cannot continue the part");
        }
        if (!continues && start > 0)
        {
            GiveUpPart(start, received); // a server without ranges sends everything again
            start = 0;
        }
        await CopyAsync(response, start, received, cancellation).ConfigureAwait(false);
    }

    private async Task CopyAsync(HttpResponseMessage response, long start, Action<long> received, CancellationToken cancellation)
    {
        await using var from = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using var to = new FileStream(Part, start > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        var buffer = new byte[BufferBytes];
        long have = start;
        while (await from.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var count and > 0)
        {
            if (have + count > file.Bytes)
                throw new DatasetException($"{path}: expected {file.Bytes} bytes from {address}, got more", path);
            await to.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            have += count;
            received(count);
        }
        if (have < file.Bytes)
            throw new IOException($"the connection ended after {have} of {file.Bytes} bytes");
    }

    private void GiveUpPart(long bytes, Action<long> received)
    {
        File.Delete(Part);
        received(-bytes);
    }

    private static string HashOf(string path, CancellationToken cancellation)
    {
        using var stream = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        while (stream.Read(buffer) is var count and > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
