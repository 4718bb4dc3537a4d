namespace Research.Notebooks;

/// <summary>Receives what a running cell puts out. Calls may come from any thread.</summary>
public interface ICellOutput
{
    /// <summary>Text written to a stream.</summary>
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">Any piece of text, not only whole lines.</param>
    void Write(string stream, string text);

    /// <summary>A displayed value.</summary>
    /// <param name="bundle">Its media types.</param>
    /// <param name="displayId">Identity for later updates.</param>
    void Display(MimeBundle bundle, string displayId);

    /// <summary>A new content for a value displayed before.</summary>
    /// <param name="bundle">Its media types.</param>
    /// <param name="displayId">Identity given to <see cref="Display"/>.</param>
    void Update(MimeBundle bundle, string displayId);

    /// <summary>Removes the cell's outputs.</summary>
    /// <param name="wait">True: only when the next output comes, so that the page does not flicker.</param>
    void Clear(bool wait);
}
