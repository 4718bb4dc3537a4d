using System.Text.Json.Nodes;

namespace Research.Plotly;

/// <summary>A figure: Plotly's JSON tree with a few typed ways to fill it, and a drawing of its own for where no script runs.</summary>
/// <remarks>
/// Every method changes this figure and returns it. Text is taken as plain text and escaped; <see cref="Add"/> and
/// <see cref="Layout"/> reach everything else that plotly.js knows. Schema: plotly.js 4, cartesian bundle.
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatterSource))]
public sealed partial class Figure
{
    private readonly JsonArray _data = [];
    private readonly JsonObject _layout = new()
    {
        ["template"] = Theme.LightTemplate(),
        ["height"] = 400,
        ["margin"] = new JsonObject { ["l"] = 60, ["r"] = 20, ["t"] = 36, ["b"] = 50 },
    };

    private int _colours;

    /// <summary>Heading inside the figure.</summary>
    /// <param name="text">Plain text.</param>
    public Figure Title(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _layout["title"] = new JsonObject { ["text"] = PlotText.Escape(text) };
        return this;
    }

    /// <summary>Text below the figure that can be read alone: what is shown and what to see in it.</summary>
    /// <param name="text">Plain text.</param>
    public Figure Caption(string text) => Meta("caption", text);

    /// <summary>What a reader who does not see the figure should know; by default a list of the series with their ranges.</summary>
    /// <param name="text">Plain text.</param>
    public Figure AltText(string text) => Meta("alt", text);

    /// <summary>Height and, if it is not to follow the page, width.</summary>
    /// <param name="height">Pixels, 100 to 4000.</param>
    /// <param name="width">Pixels, 100 to 4000; null follows the page.</param>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public Figure Size(int height, int? width = null)
    {
        foreach (var (name, value) in new[] { (nameof(height), height), (nameof(width), width ?? 100) })
            if (value is < 100 or > 4000)
                throw new ArgumentOutOfRangeException(name, value, "A figure is 100 to 4000 pixels high and wide.");
        _layout["height"] = height;
        if (width is { } w) _layout["width"] = w;
        else _layout.Remove("width");
        return this;
    }

    /// <summary>Title, unit and range of the horizontal axis.</summary>
    /// <param name="title">Plain text.</param>
    /// <param name="unit">Unit, added in brackets.</param>
    /// <param name="from">Lower end; with <paramref name="to"/>.</param>
    /// <param name="to">Upper end; with <paramref name="from"/>.</param>
    /// <param name="log">True for a logarithmic axis.</param>
    /// <exception cref="ArgumentException">Only one end given, an empty range, or a logarithmic one that is not positive.</exception>
    public Figure XAxis(string title, string? unit = null, double? from = null, double? to = null, bool log = false) =>
        SetAxis("xaxis", title, unit, from, to, log);

    /// <summary>Title, unit and range of the vertical axis.</summary>
    /// <param name="title">Plain text.</param>
    /// <param name="unit">Unit, added in brackets.</param>
    /// <param name="from">Lower end; with <paramref name="to"/>.</param>
    /// <param name="to">Upper end; with <paramref name="from"/>.</param>
    /// <param name="log">True for a logarithmic axis.</param>
    /// <exception cref="ArgumentException">Only one end given, an empty range, or a logarithmic one that is not positive.</exception>
    public Figure YAxis(string title, string? unit = null, double? from = null, double? to = null, bool log = false) =>
        SetAxis("yaxis", title, unit, from, to, log);

    /// <summary>Shows or hides the legend; by default it is there when there is more than one named series.</summary>
    /// <param name="show">True to show.</param>
    public Figure Legend(bool show)
    {
        _layout["showlegend"] = show;
        return this;
    }

    /// <summary>Adds a trace as plotly.js describes it.</summary>
    /// <param name="trace">A node with <c>type</c> and data; it is copied.</param>
    /// <exception cref="ArgumentException">The trace has no <c>type</c>.</exception>
    public Figure Add(JsonObject trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace["type"] is null) throw new ArgumentException("A trace needs a \"type\", for example \"scatter\".", nameof(trace));
        _data.Add(trace.DeepClone());
        return this;
    }

    /// <summary>Changes the layout as plotly.js describes it.</summary>
    /// <param name="change">Gets the layout node.</param>
    public Figure Layout(Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        change(_layout);
        return this;
    }

    internal JsonArray Data => _data;

    internal JsonObject LayoutNode => _layout;

    internal string? CaptionText => _layout["meta"]?["caption"]?.GetValue<string>();

    internal string AltTextOrSummary => _layout["meta"]?["alt"]?.GetValue<string>() ?? FigureSummary.Describe(this);

    /// <summary>The colour of a new series: its own or the next of the theme.</summary>
    private string NextColour(string? own) => own ?? Theme.Colour(_colours++);

    private JsonObject AxisNode(string axis)
    {
        if (_layout[axis] is not JsonObject node) _layout[axis] = node = [];
        return node;
    }

    private Figure Meta(string key, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_layout["meta"] is not JsonObject meta) _layout["meta"] = meta = [];
        meta[key] = text;
        return this;
    }

    private Figure SetAxis(string axis, string title, string? unit, double? from, double? to, bool log)
    {
        ArgumentNullException.ThrowIfNull(title);
        if (from is null != to is null) throw new ArgumentException($"{axis}: expected both ends of the range or none, got one.");
        if (from is { } a && to is { } b && !(double.IsFinite(a) && double.IsFinite(b) && a < b))
            throw new ArgumentException($"{axis}: expected a range from a lower to an upper end, got {a} to {b}.");
        if (log && from is <= 0) throw new ArgumentException($"{axis}: a logarithmic axis starts above 0, got {from}.");

        var node = AxisNode(axis);
        node["title"] = new JsonObject { ["text"] = PlotText.Escape(unit is null ? title : $"{title} [{unit}]") };
        if (log) (node["type"], node["exponentformat"]) = ("log", "power");
        if (from is { } low && to is { } high)
            node["range"] = Numbers.ToJson(log ? [Math.Log10(low), Math.Log10(high)] : [low, high]);
        return this;
    }
}
