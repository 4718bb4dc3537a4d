using System.Text;

namespace Research.Notebooks;

/// <summary>Collects a cell's outputs into the notebook, the way Jupyter stores them: pieces of one stream joined, updates applied in place.</summary>
internal sealed class OutputRecorder(NotebookCell cell, Dictionary<string, NotebookOutput> displayed, Action<NotebookOutput, bool>? notify = null) : ICellOutput
{
    private readonly Lock gate = new();
    private readonly StringBuilder streamText = new();
    private NotebookOutput? openStream;
    private bool clearNext;

    public void Write(string stream, string text)
    {
        lock (gate)
        {
            ClearIfAsked();
            if (openStream?.Stream != stream)
            {
                CloseStream();
                cell.Outputs.Add(openStream = NotebookOutput.OfStream(stream, ""));
            }
            streamText.Append(text);
        }
    }

    public void Display(MimeBundle bundle, string displayId)
    {
        var output = NotebookOutput.OfDisplay(bundle, displayId);
        lock (displayed)
            displayed[displayId] = output;
        Add(output);
    }

    public void Update(MimeBundle bundle, string displayId)
    {
        lock (displayed)
        {
            if (!displayed.TryGetValue(displayId, out var output))
                return;
            output.Data = bundle;
            notify?.Invoke(output, true);
        }
    }

    public void Clear(bool wait)
    {
        lock (gate)
        {
            clearNext = true;
            if (!wait)
                ClearIfAsked();
        }
    }

    /// <summary>Adds a result or an error after everything written so far.</summary>
    public void Add(NotebookOutput output)
    {
        lock (gate)
        {
            ClearIfAsked();
            CloseStream();
            cell.Outputs.Add(output);
        }
        notify?.Invoke(output, false);
    }

    /// <summary>Brings the open stream's text into the notebook. Later writes open it again.</summary>
    public void Flush()
    {
        lock (gate)
            CloseStream();
    }

    private void CloseStream()
    {
        if (openStream is null)
            return;
        openStream.Text += streamText.ToString();
        streamText.Clear();
        openStream = null;
        // Late text of the same stream joins what is there.
        if (cell.Outputs is [.., { Kind: NotebookOutputKind.Stream } previous, { Kind: NotebookOutputKind.Stream } last] && previous.Stream == last.Stream)
        {
            previous.Text += last.Text;
            cell.Outputs.RemoveAt(cell.Outputs.Count - 1);
        }
    }

    private void ClearIfAsked()
    {
        if (!clearNext)
            return;
        clearNext = false;
        CloseStream();
        cell.Outputs.Clear();
    }
}
