using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>JSON as Jupyter writes it: keys sorted, one blank of indent, text unescaped, so that saving in either program gives the same bytes.</summary>
internal static class NotebookJson
{
    /// <summary>Text that may be stored as a string or as a list of lines.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonArray lines => string.Concat(lines.Select(Text)),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    /// <summary>Text as a list of lines that keep their line ends.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)JsonValue.Create(text[start..end]));
            start = end;
        }
        return lines;
    }

    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(node, text, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text, int depth)
    {
        switch (node)
        {
            case JsonObject members when members.Count > 0:
                Block(text, '{', '}', depth, members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => (Action)(() =>
                {
                    Quote(member.Key, text);
                    text.Append(": ");
                    Write(member.Value, text, depth + 1);
                })));
                break;
            case JsonObject:
                text.Append("{}");
                break;
            case JsonArray items when items.Count > 0:
                Block(text, '[', ']', depth, items.Select(item => (Action)(() => Write(item, text, depth + 1))));
                break;
            case JsonArray:
                text.Append("[]");
                break;
            case null:
                text.Append("null");
                break;
            default:
                if (node.GetValueKind() == JsonValueKind.String)
                    Quote(node.GetValue<string>(), text);
                else
                    text.Append(node.ToJsonString());
                break;
        }
    }

    private static void Block(StringBuilder text, char open, char close, int depth, IEnumerable<Action> items)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "\n" : ",\n").Append(' ', depth + 1);
            first = false;
            item();
        }
        text.Append('\n').Append(' ', depth).Append(close);
    }

    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var character in value)
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(character),
            };
        text.Append('"');
    }
}
