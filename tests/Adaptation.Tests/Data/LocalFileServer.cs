using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Research.Adaptation.Tests.Data;

/// <summary>A small file server on the loopback device that can break the line, ignore ranges or send something else.</summary>
internal sealed class LocalFileServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Dictionary<string, byte[]> files = [];

    public LocalFileServer()
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        Address = new Uri($"http://127.0.0.1:{port}/data/");
        listener.Prefixes.Add(Address.AbsoluteUri);
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>Whether parts of a file can be asked for.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>So many answers break off after <see cref="BreakAfter"/> bytes of content.</summary>
    public int Breaks { get; set; }

    public int BreakAfter { get; set; } = 1000;

    public List<(string Path, string? Range)> Requests { get; } = [];

    public byte[] this[string path] { set => files[path] = value; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            try
            {
                Answer(context);
            }
            catch (Exception error) when (error is HttpListenerException or IOException or ObjectDisposedException)
            {
                // The client went away.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        string path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath)["/data/".Length..];
        string? range = context.Request.Headers["Range"];
        bool breaks;
        lock (Requests)
        {
            Requests.Add((path, range));
            breaks = Breaks-- > 0;
        }
        var response = context.Response;
        if (!files.TryGetValue(path, out var content))
        {
            response.StatusCode = 404;
            response.Close();
            return;
        }
        int start = 0;
        if (Ranges && range is not null)
        {
            start = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            if (start >= content.Length)
            {
                response.StatusCode = 416;
                response.Close();
                return;
            }
            response.StatusCode = 206;
            response.AddHeader("Content-Range", $"bytes {start}-{content.Length - 1}/{content.Length}");
        }
        response.ContentLength64 = content.Length - start;
        int count = breaks ? Math.Min(BreakAfter, content.Length - start) : content.Length - start;
        response.OutputStream.Write(content, start, count);
        response.OutputStream.Flush();
        if (breaks)
            response.Abort();
        else
            response.Close();
    }
}
