using System.Text.Json;

namespace Research.Notebooks;

/// <summary>Turns values into media types: registered formatters first, then those a type brings by convention, then the defaults.</summary>
/// <remarks>A bundle always holds <c>text/plain</c>. Everything the defaults write as HTML is escaped.</remarks>
public sealed class FormatterRegistry
{
    private readonly Lock gate = new();
    private readonly List<TypeFormatter> registered = [];
    private readonly ConventionFormatters convention = new();

    /// <summary>How many elements of a sequence are shown before "n more".</summary>
    /// <value>20.</value>
    public int ListLimit { get; set; } = 20;

    /// <summary>Registers a formatter for a type and everything derived from it; the latest registration wins.</summary>
    /// <typeparam name="T">Type of the values.</typeparam>
    /// <param name="format">Gives the content.</param>
    /// <param name="mimeType">Media type of the content.</param>
    public void Register<T>(Func<T, string> format, string mimeType = MimeBundle.Html)
    {
        ArgumentNullException.ThrowIfNull(format);
        lock (gate)
            registered.Insert(0, new TypeFormatter(typeof(T), mimeType, value => format((T)value)));
    }

    /// <summary>Formats a value.</summary>
    /// <param name="value">Any value, null included.</param>
    /// <param name="mimeTypes">Media types wanted; none means all there are.</param>
    public MimeBundle Format(object? value, params string[] mimeTypes)
    {
        var bundle = value as MimeBundle ?? FormatAll(value);
        if (mimeTypes.Length == 0)
            return bundle;
        var chosen = new MimeBundle();
        foreach (var mimeType in mimeTypes)
            if (bundle.Entries.TryGetValue(mimeType, out var node))
                chosen.Set(mimeType, node);
            else if (value is string text)
                SetChecked(chosen, mimeType, text, typeof(string));
        if (chosen.Entries.Count == 0)
            chosen.Set(MimeBundle.PlainText, bundle.Text(MimeBundle.PlainText) ?? "");
        return chosen;
    }

    /// <summary>The media types that registered and declared formatters give; null where the value's type has none.</summary>
    internal MimeBundle? FormatDeclared(object value)
    {
        var bundle = new MimeBundle();
        foreach (var formatter in FormattersOf(value.GetType()))
            if (!bundle.Has(formatter.MimeType) && formatter.Format(value) is { } content)
                SetChecked(bundle, formatter.MimeType, content, value.GetType());
        if (bundle.Entries.Count == 0)
            return null;
        if (!bundle.Has(MimeBundle.PlainText))
            bundle.Set(MimeBundle.PlainText, PlainText.Of(value, ListLimit));
        return bundle;
    }

    private MimeBundle FormatAll(object? value) =>
        value is null ? DefaultFormatter.Format(null, this) : FormatDeclared(value) ?? DefaultFormatter.Format(value, this);

    private IEnumerable<TypeFormatter> FormattersOf(Type type)
    {
        TypeFormatter[] own;
        lock (gate)
            own = [.. registered.Where(formatter => formatter.Type.IsAssignableFrom(type))];
        return own.Concat(convention.Of(type));
    }

    private static void SetChecked(MimeBundle bundle, string mimeType, string content, Type type)
    {
        try
        {
            bundle.Set(mimeType, content);
        }
        catch (JsonException error)
        {
            throw new FormatException($"{mimeType} of {TypeName.Of(type)}: JSON was expected; {error.Message}", error);
        }
    }
}
