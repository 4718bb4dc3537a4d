using System.Text;
using System.Text.Json.Nodes;

namespace Research.Notebooks.Kernel;

/// <summary>Publishes what one cell puts out. Pieces of text are collected for a moment, so that many small writes make few messages.</summary>
internal sealed class KernelOutput(Action<string, JsonObject> publish, bool isSilent) : ICellOutput
{
    private const int LargestText = 1 << 16;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(40);
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private string openStream = "";
    private Timer? timer;
    private bool isScheduled;

    public void Write(string stream, string text)
    {
        if (isSilent)
            return;
        lock (gate)
        {
            if (openStream != stream || this.text.Length + text.Length > LargestText)
                SendText();
            openStream = stream;
            this.text.Append(text);
            if (isScheduled)
                return;
            isScheduled = true;
            timer ??= new Timer(_ => OnTime());
            timer.Change(Delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Display(MimeBundle bundle, string displayId) => Send("display_data", WithId(bundle, displayId));

    public void Update(MimeBundle bundle, string displayId) => Send("update_display_data", WithId(bundle, displayId));

    public void Clear(bool wait) => Send("clear_output", new JsonObject { ["wait"] = wait });

    /// <summary>Sends a message behind all text written so far.</summary>
    public void Send(string type, JsonObject content)
    {
        if (isSilent)
            return;
        lock (gate)
        {
            SendText();
            publish(type, content);
        }
    }

    /// <summary>Sends the text collected so far.</summary>
    public void Flush()
    {
        lock (gate)
            SendText();
    }

    private static JsonObject WithId(MimeBundle bundle, string displayId) => new()
    {
        ["data"] = bundle.ToJson(), ["metadata"] = new JsonObject(), ["transient"] = new JsonObject { ["display_id"] = displayId },
    };

    private void OnTime()
    {
        lock (gate)
        {
            isScheduled = false;
            SendText();
        }
    }

    private void SendText()
    {
        if (text.Length == 0)
            return;
        publish("stream", new JsonObject { ["name"] = openStream, ["text"] = text.ToString() });
        text.Clear();
    }
}
