namespace Research.Adaptation.Data;

/// <summary>Obtains a dataset that its manifest says where to fetch: resumable, every file checked by SHA-256.</summary>
public static class DatasetFetcher
{
    /// <summary>Fetches the files that are not there yet, several at a time.</summary>
    /// <remarks>
    /// A file gets its name when it is complete and right; until then it is <c>NAME.part</c>, where the next call continues if the server
    /// can send a part of a file, and begins again if it cannot. Files that are there are checked, and fetched anew where they are wrong.
    /// </remarks>
    /// <param name="source">Where the files lie and what they must be.</param>
    /// <param name="root">The dataset's folder; made where it is missing.</param>
    /// <param name="client">Sends the requests.</param>
    /// <param name="progress">Told as bytes come, one call at a time, from several threads.</param>
    /// <param name="connections">Files at a time, 1 .. 16.</param>
    /// <param name="cancellation">Stops; what has come is kept for the next call.</param>
    /// <exception cref="DatasetException">The server refuses, is out of reach, or sends something else; the message names file and address.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<FetchResult> FetchAsync(
        FetchSource source, string root, HttpClient client, IProgress<FetchProgress>? progress = null, int connections = 4, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(client);
        if (connections is < 1 or > 16)
            throw new ArgumentOutOfRangeException(nameof(connections), $"expected 1 .. 16 connections, got {connections}");
        root = Path.GetFullPath(root);
        Directory.CreateDirectory(root);
        object gate = new();
        long total = source.Bytes, here = 0, received = 0;
        int fetched = 0, kept = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = cancellation };
        await Parallel.ForEachAsync(source.Files, options, async (file, token) =>
        {
            var address = new Uri(source.Address, string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString)));
            var fetch = new FileFetch(client, address, file, FolderPath.Resolve(root, file.Path));
            if (fetch.IsComplete(token))
            {
                Report(file.Bytes, true, ref kept);
                return;
            }
            int none = 0;
            Report(fetch.PartBytes, false, ref none);
            await fetch.RunAsync(bytes => Report(bytes, false, ref none, bytes), token).ConfigureAwait(false);
            Report(0, true, ref fetched);
        }).ConfigureAwait(false);
        return new(fetched, kept, received);

        void Report(long bytes, bool done, ref int counter, long came = 0)
        {
            lock (gate)
            {
                here += bytes;
                received += Math.Max(0, came);
                if (done)
                    counter++;
                progress?.Report(new(here, total, fetched + kept, source.Files.Count));
            }
        }
    }
}
