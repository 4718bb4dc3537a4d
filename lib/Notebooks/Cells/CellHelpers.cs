using System.Diagnostics.CodeAnalysis;

namespace Research.Notebooks.Cells;

/// <summary>What every notebook cell can call by its bare name.</summary>
/// <remarks>The names are those of .NET Interactive, so that a notebook runs under both.</remarks>
[SuppressMessage("Style", "IDE1006", Justification = "display and HTML are the names that notebook authors know.")]
public static class CellHelpers
{
    /// <summary>Signals that the running cell should end; long loops of a cell may watch it to stop cleanly.</summary>
    public static CancellationToken CellToken => CellContext.Require().Cancellation;

    /// <summary>Shows a value below the cell at once.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">Media types wanted; none means all that the value has.</param>
    /// <returns>A handle through which the shown value can be replaced.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        var context = CellContext.Require();
        var displayed = new DisplayedValue(context, mimeTypes);
        displayed.Show(value);
        return displayed;
    }

    /// <summary>Shows a value below the cell at once.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">Media types wanted; none means all that the value has.</param>
    /// <returns>A handle through which the shown value can be replaced.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Shows a text as content of the given media type.</summary>
    /// <param name="content">The content.</param>
    /// <param name="mimeType">Its media type.</param>
    /// <returns>A handle through which the shown value can be replaced.</returns>
    public static DisplayedValue DisplayAs(this string content, string mimeType)
    {
        ArgumentNullException.ThrowIfNull(content);
        return display(content, mimeType);
    }

    /// <summary>Marks a text as HTML; a cell that ends in it, or <c>display</c>, shows it.</summary>
    /// <param name="content">HTML source. It is not escaped: escape text from outside with <c>Escape</c>.</param>
    public static HtmlContent HTML(string content) => new(content);

    /// <summary>Marks a text as Markdown; a cell that ends in it, or <c>display</c>, shows it.</summary>
    /// <param name="content">Markdown source.</param>
    public static MarkdownContent Markdown(string content) => new(content);

    /// <summary>Escapes text for use inside HTML.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string text) => HtmlText.Escape(text);

    /// <summary>Asks the reader for a line of text.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="InvalidOperationException">Nobody is there to answer (a headless run).</exception>
    public static string input(string prompt = "") => CellContext.Require().Session.ReadInput(prompt);

    /// <summary>Asks the reader for a secret; the front end hides what is typed.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="InvalidOperationException">Nobody is there to answer (a headless run).</exception>
    public static string password(string prompt = "") => CellContext.Require().Session.ReadInput(prompt, hidden: true);

    /// <summary>Removes what the cell has put out so far.</summary>
    /// <param name="wait">True: only when the next output comes, so that the page does not flicker.</param>
    public static void ClearOutput(bool wait = false) => CellContext.Require().Output.Clear(wait);
}
