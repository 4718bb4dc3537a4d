using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Plotly;

public sealed partial class Figure
{
    /// <summary>Adds a line; a spread becomes a band around it.</summary>
    /// <param name="series">The points.</param>
    public Figure AddLine(Series series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var colour = NextColour(series.Colour);
        var trace = Points(series, HasLonePoint(series) ? "lines+markers" : "lines");
        if (series.Spread is { } spread)
        {
            AddBand(series, spread, colour);
            trace["legendgroup"] = PlotText.Escape(series.Name);    // a click on the entry hides line and band
        }
        trace["marker"] = new JsonObject { ["color"] = colour, ["size"] = 5 };
        trace["line"] = new JsonObject { ["color"] = colour, ["width"] = 2, ["dash"] = DashName(series.Dash) };
        return AddOwned(trace);
    }

    /// <summary>Adds points; a spread becomes error bars.</summary>
    /// <param name="series">The points.</param>
    public Figure AddScatter(Series series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var trace = Points(series, "markers");
        trace["marker"] = new JsonObject { ["color"] = NextColour(series.Colour), ["size"] = 8, ["opacity"] = series.X.Count > 200 ? 0.5 : 0.9 };
        if (series.Spread is { } spread) trace["error_y"] = ErrorBars(spread);
        return AddOwned(trace);
    }

    /// <summary>Adds bars, one per label; several series stand side by side.</summary>
    /// <param name="labels">Labels on the horizontal axis, each once.</param>
    /// <param name="series">The bars.</param>
    /// <exception cref="ArgumentException">The number of bars differs from the number of labels, or a label occurs twice.</exception>
    public Figure AddBars(IEnumerable labels, BarSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var texts = UniqueLabels(labels, nameof(labels));
        Numbers.RequireSameLength($"Bars \"{series.Name}\"", texts.Length, "labels", series.Values.Count);
        JsonNode colour = series.Colours is { } each ? new JsonArray([.. each.Select(c => (JsonNode)c)]) : NextColour(series.Colour);
        var trace = new JsonObject
        {
            ["type"] = "bar",
            ["name"] = PlotText.Escape(series.Name),
            ["x"] = Labels(texts),
            ["y"] = Numbers.ToJson(series.Values),
            ["marker"] = new JsonObject { ["color"] = colour },
        };
        if (series.Spread is { } spread) trace["error_y"] = ErrorBars(spread);
        AxisNode("xaxis")["type"] = "category";
        _layout["barmode"] = "group";
        return AddOwned(trace);
    }

    /// <summary>Adds a box per group: quartiles, whiskers to the last value within 1.5 quartile distances, outliers as points.</summary>
    /// <param name="name">Name of the group.</param>
    /// <param name="values">Its values; those that are not finite are left out.</param>
    public Figure AddBox(string name, IEnumerable values)
    {
        ArgumentNullException.ThrowIfNull(name);
        var colour = NextColour(null);
        return AddOwned(new JsonObject
        {
            ["type"] = "box",
            ["name"] = PlotText.Escape(name),
            ["y"] = Numbers.ToJson(Numbers.From(values, nameof(values)).Where(double.IsFinite)),
            ["boxpoints"] = "outliers",
            ["quartilemethod"] = "linear",
            ["marker"] = new JsonObject { ["color"] = colour },
            ["line"] = new JsonObject { ["color"] = colour },
        });
    }

    /// <summary>Adds a matrix of coloured cells; the first row is on top.</summary>
    /// <param name="values">Values [rows, columns]; NaN leaves the cell empty.</param>
    /// <param name="columns">Column labels, or null for indices.</param>
    /// <param name="rows">Row labels, or null for indices.</param>
    /// <param name="unit">Title of the colour scale.</param>
    /// <exception cref="ArgumentException">The number of labels differs from the size of the matrix, or a label occurs twice.</exception>
    public Figure AddHeatmap(double[,] values, IEnumerable? columns = null, IEnumerable? rows = null, string? unit = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (height, width) = (values.GetLength(0), values.GetLength(1));
        var x = UniqueLabels(columns ?? Enumerable.Range(0, width), nameof(columns));
        var y = UniqueLabels(rows ?? Enumerable.Range(0, height), nameof(rows));
        Numbers.RequireSameLength("Heat map: column labels", width, "the matrix per row", x.Length);
        Numbers.RequireSameLength("Heat map: row labels", height, "the matrix per column", y.Length);
        var trace = new JsonObject
        {
            ["type"] = "heatmap",
            ["x"] = Labels(x),
            ["y"] = Labels(y),
            ["z"] = new JsonArray([.. Enumerable.Range(0, height).Select(r => (JsonNode)Numbers.ToJson(Enumerable.Range(0, width).Select(c => values[r, c])))]),
            ["colorscale"] = ColourScale(Theme.Sequential),
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = PlotText.Escape(unit ?? "") }, ["thickness"] = 14, ["outlinewidth"] = 0 },
            ["hoverongaps"] = false,
        };
        foreach (var axis in new[] { AxisNode("xaxis"), AxisNode("yaxis") })
        {
            axis["type"] = "category";
            axis["showgrid"] = false;
        }
        AxisNode("yaxis")["autorange"] = "reversed";
        return AddOwned(trace);
    }

    /// <summary>Adds a horizontal reference line across the figure.</summary>
    /// <param name="y">Where.</param>
    /// <param name="label">Text at its right end.</param>
    /// <param name="colour">Colour (#rrggbb); neutral grey unless given.</param>
    public Figure AddHorizontalLine(double y, string? label = null, string? colour = null) => AddReference(y, label, colour, horizontal: true);

    /// <summary>Adds a vertical reference line across the figure.</summary>
    /// <param name="x">Where.</param>
    /// <param name="label">Text at its upper end.</param>
    /// <param name="colour">Colour (#rrggbb); neutral grey unless given.</param>
    public Figure AddVerticalLine(double x, string? label = null, string? colour = null) => AddReference(x, label, colour, horizontal: false);

    internal static JsonArray ColourScale(IReadOnlyList<string> colours) =>
        new([.. colours.Select((c, i) => (JsonNode)new JsonArray(Numbers.ToJson(i / (double)(colours.Count - 1)), c))]);

    internal Figure AddOwned(JsonObject trace)
    {
        _data.Add(trace);
        return this;
    }

    private static JsonObject Points(Series series, string mode)
    {
        var trace = new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = mode,
            ["name"] = PlotText.Escape(series.Name),
            ["x"] = Numbers.ToJson(series.X),
            ["y"] = Numbers.ToJson(series.Y),
        };
        if (series.Labels is { } labels) trace["text"] = Labels(labels);
        if (series.Name.Length == 0) trace["showlegend"] = false;
        return trace;
    }

    /// <summary>The band y - spread to y + spread, in pieces where values are missing (a filled trace cannot have gaps).</summary>
    private void AddBand(Series series, IReadOnlyList<double> spread, string colour)
    {
        var start = 0;
        for (var i = 0; i <= series.X.Count; i++)
        {
            if (i < series.X.Count && double.IsFinite(series.X[i] + series.Y[i] + spread[i])) continue;
            if (i - start >= 2)
            {
                var piece = Enumerable.Range(start, i - start).ToArray();
                AddOwned(new JsonObject
                {
                    ["type"] = "scatter",
                    ["mode"] = "lines",
                    ["name"] = PlotText.Escape($"{series.Name} ± spread"),
                    ["x"] = Numbers.ToJson(piece.Concat(piece.Reverse()).Select(p => series.X[p])),
                    ["y"] = Numbers.ToJson(piece.Select(p => series.Y[p] + spread[p]).Concat(piece.Reverse().Select(p => series.Y[p] - spread[p]))),
                    ["fill"] = "toself",
                    ["fillcolor"] = Transparent(colour),
                    ["line"] = new JsonObject { ["width"] = 0, ["color"] = colour },
                    ["legendgroup"] = PlotText.Escape(series.Name),
                    ["showlegend"] = false,
                    ["hoverinfo"] = "skip",
                });
            }
            start = i + 1;
        }
    }

    private Figure AddReference(double value, string? label, string? colour, bool horizontal)
    {
        if (!double.IsFinite(value)) throw new ArgumentException($"A reference line needs a finite position, got {value}.");
        var (along, across) = horizontal ? ("x", "y") : ("y", "x");
        var line = new JsonObject { ["color"] = colour ?? Theme.Reference, ["width"] = 1.5, ["dash"] = "dash" };
        Append("shapes", new JsonObject
        {
            ["type"] = "line", [along + "ref"] = along + " domain", [along + "0"] = 0, [along + "1"] = 1,
            [across + "ref"] = across, [across + "0"] = Numbers.ToJson(value), [across + "1"] = Numbers.ToJson(value), ["line"] = line,
        });
        if (label is not null)
            Append("annotations", new JsonObject
            {
                ["text"] = PlotText.Escape(label), ["showarrow"] = false, ["font"] = new JsonObject { ["size"] = 12, ["color"] = colour ?? Theme.Reference },
                [along + "ref"] = along + " domain", [along] = 1, [across + "ref"] = across, [across] = Numbers.ToJson(value),
                ["xanchor"] = horizontal ? "right" : "left", ["yanchor"] = horizontal ? "bottom" : "top",
            });
        return this;
    }

    private void Append(string list, JsonObject node)
    {
        if (_layout[list] is not JsonArray array) _layout[list] = array = [];
        array.Add(node);
    }

    /// <summary>True when a value stands between gaps: a line alone would not show it.</summary>
    private static bool HasLonePoint(Series series)
    {
        bool Present(int i) => i >= 0 && i < series.X.Count && double.IsFinite(series.X[i] + series.Y[i]);
        return Enumerable.Range(0, series.X.Count).Any(i => Present(i) && !Present(i - 1) && !Present(i + 1));
    }

    private static JsonObject ErrorBars(IReadOnlyList<double> spread) => new()
    {
        ["type"] = "data", ["array"] = Numbers.ToJson(spread), ["visible"] = true, ["color"] = Theme.Reference, ["thickness"] = 1.5, ["width"] = 4,
    };

    private static string[] UniqueLabels(IEnumerable labels, string parameter)
    {
        var texts = Numbers.Texts(labels, parameter);
        var twice = texts.GroupBy(t => t).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? texts : throw new ArgumentException($"{parameter}: expected each label once, got \"{twice.Key}\" {twice.Count()} times.", parameter);
    }

    private static JsonArray Labels(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)PlotText.Escape(t))]);

    private static string DashName(LineDash dash) => dash switch { LineDash.Dash => "dash", LineDash.Dot => "dot", _ => "solid" };

    private static string Transparent(string colour) => colour.Length == 7 && colour[0] == '#'
        && uint.TryParse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb)
        ? $"rgba({rgb >> 16},{rgb >> 8 & 255},{rgb & 255},0.2)"
        : throw new ArgumentException($"Expected a colour as #rrggbb, got \"{colour}\".");
}
