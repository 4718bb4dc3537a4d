using System.Collections;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>What values look like that bring no formatter of their own.</summary>
internal static class DefaultFormatter
{
    public static MimeBundle Format(object? value, FormatterRegistry registry)
    {
        switch (value)
        {
            case string text:
                return MimeBundle.Of(MimeBundle.PlainText, text);
            case Exception error:
                return MimeBundle.Of(MimeBundle.PlainText, ExceptionText.Plain(error));
            case JsonNode node:
                var json = MimeBundle.Of(MimeBundle.PlainText, node.ToJsonString());
                json.Set("application/json", node);
                return json;
        }
        if (PlainText.Scalar(value) is { } scalar)
            return MimeBundle.Of(MimeBundle.PlainText, scalar);
        var type = value!.GetType();
        if (value is IEnumerable sequence)
            return Sequence(sequence, registry);
        return IsRecordLike(type) ? Members(value, type, registry) : MimeBundle.Of(MimeBundle.PlainText, PlainText.Of(value, registry.ListLimit));
    }

    private static MimeBundle Sequence(IEnumerable sequence, FormatterRegistry registry)
    {
        var (items, more) = SequenceHead.Take(sequence, registry.ListLimit);
        var table = ValueTable.Of(items, more);
        var bundle = MimeBundle.Of(MimeBundle.PlainText, table?.ToText(registry) ?? PlainText.Of(sequence, registry.ListLimit));
        if (table is not null)
            bundle.Set(MimeBundle.Html, table.ToHtml(registry));
        return bundle;
    }

    private static MimeBundle Members(object value, Type type, FormatterRegistry registry)
    {
        var bundle = MimeBundle.Of(MimeBundle.PlainText, PlainText.Of(value, registry.ListLimit));
        bundle.Set(MimeBundle.Html, ValueTable.OfMembers(value, type).ToHtml(registry));
        return bundle;
    }

    /// <summary>A record, an anonymous type, or a type that cannot print itself: its members say more than its name.</summary>
    private static bool IsRecordLike(Type type) =>
        ObjectMembers.Of(type).Count > 0 && (!PlainText.PrintsItself(type) || type.GetMethod("<Clone>$") is not null);
}
