using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Plotly;

/// <summary>The usual figures in one call; what they return can be refined further.</summary>
/// <remarks>
/// Numbers come as any sequence (array, list, table column); NaN, infinity and null are gaps. Wrong lengths throw
/// <see cref="ArgumentException"/>. A figure without axis titles is unfinished: add <see cref="Figure.XAxis"/> and <see cref="Figure.YAxis"/>.
/// </remarks>
public static class Chart
{
    /// <summary>Lines; a spread is drawn as a band.</summary>
    /// <param name="series">One or more series.</param>
    /// <exception cref="ArgumentException">No series.</exception>
    public static Figure Line(params Series[] series) => Each(series, (figure, s) => figure.AddLine(s));

    /// <summary>One line.</summary>
    /// <param name="x">Horizontal values.</param>
    /// <param name="y">Vertical values, as many.</param>
    /// <param name="name">Name of the line.</param>
    public static Figure Line(IEnumerable x, IEnumerable y, string name = "") => Line(new Series(name, x, y));

    /// <summary>Points; a spread is drawn as error bars.</summary>
    /// <param name="series">One or more series.</param>
    /// <exception cref="ArgumentException">No series.</exception>
    public static Figure Scatter(params Series[] series) => Each(series, (figure, s) => figure.AddScatter(s));

    /// <summary>Points of one kind.</summary>
    /// <param name="x">Horizontal values.</param>
    /// <param name="y">Vertical values, as many.</param>
    /// <param name="name">Name of the points.</param>
    public static Figure Scatter(IEnumerable x, IEnumerable y, string name = "") => Scatter(new Series(name, x, y));

    /// <summary>One bar per label.</summary>
    /// <param name="labels">Labels, each once.</param>
    /// <param name="values">Bar lengths, as many.</param>
    /// <param name="spread">Half-width of error bars, or null.</param>
    public static Figure Bar(IEnumerable labels, IEnumerable values, IEnumerable? spread = null) =>
        GroupedBar(labels, new BarSeries("", values, spread)).Legend(false);

    /// <summary>Bars of several series side by side for each label.</summary>
    /// <param name="labels">Labels, each once.</param>
    /// <param name="series">One or more series, each with one value per label.</param>
    /// <exception cref="ArgumentException">No series.</exception>
    public static Figure GroupedBar(IEnumerable labels, params BarSeries[] series)
    {
        var texts = Numbers.Texts(labels, nameof(labels));
        return Each(series, (figure, s) => figure.AddBars(texts, s));
    }

    /// <summary>A matrix of coloured cells, first row on top.</summary>
    /// <param name="values">Values [rows, columns].</param>
    /// <param name="columns">Column labels, or null for indices.</param>
    /// <param name="rows">Row labels, or null for indices.</param>
    /// <param name="unit">Title of the colour scale.</param>
    public static Figure Heatmap(double[,] values, IEnumerable? columns = null, IEnumerable? rows = null, string? unit = null) =>
        new Figure().AddHeatmap(values, columns, rows, unit);

    /// <summary>A confusion matrix: for each true class (row) the share of its pixels that got each predicted class (column).</summary>
    /// <remarks>Cell (t, p) is 100 n(t, p) / sum_q n(t, q) percent; a class without pixels has an empty row. Counts show on hovering.</remarks>
    /// <param name="counts">Counts [true class, predicted class].</param>
    /// <param name="classes">Class names, as many as rows.</param>
    /// <exception cref="ArgumentException">The matrix is not square, a count is negative, or the number of names differs.</exception>
    public static Figure ConfusionMatrix(long[,] counts, IEnumerable<string> classes)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var names = Numbers.Texts(classes, nameof(classes));
        var n = counts.GetLength(0);
        if (counts.GetLength(1) != n) throw new ArgumentException($"A confusion matrix is square, got {n} x {counts.GetLength(1)}.", nameof(counts));
        var shares = new double[n, n];
        for (var t = 0; t < n; t++)
        {
            var row = Enumerable.Range(0, n).Select(p => counts[t, p]).ToArray();
            if (row.Any(c => c < 0)) throw new ArgumentException($"Counts are not negative; row {t} has {row.Min()}.", nameof(counts));
            for (var p = 0; p < n; p++) shares[t, p] = 100.0 * row[p] / row.Sum(c => (double)c);
        }
        var figure = Heatmap(shares, names, names, "% of true class").XAxis("predicted class").YAxis("true class").Size(Math.Clamp(160 + 26 * n, 320, 900));
        var trace = (JsonObject)figure.Data[0]!;
        trace["colorscale"] = Figure.ColourScale(Theme.Shares);
        (trace["zmin"], trace["zmax"]) = (0, 100);
        trace["customdata"] = new JsonArray([.. Enumerable.Range(0, n).Select(t =>
            (JsonNode)new JsonArray([.. Enumerable.Range(0, n).Select(p => (JsonNode)counts[t, p])]))]);
        trace["hovertemplate"] = "true %{y}, predicted %{x}<br>%{z:.1f} %, %{customdata} pixels<extra></extra>";
        trace["texttemplate"] = n <= 20 ? "%{z:.0f}" : null;
        return figure;
    }

    /// <summary>A box per group: median, quartiles, whiskers, outliers.</summary>
    /// <param name="groups">Name and values of each group.</param>
    /// <exception cref="ArgumentException">No group.</exception>
    public static Figure Box(params (string Name, IEnumerable Values)[] groups) => Each(groups, (figure, g) => figure.AddBox(g.Name, g.Values)).Legend(false);

    /// <summary>Counts of values in bins of equal width between the smallest and the largest finite value.</summary>
    /// <param name="values">The values; those that are not finite are left out.</param>
    /// <param name="bins">Number of bins, 1 to 1000; by default the square root of the number of values, 5 to 50.</param>
    /// <param name="name">Name of the bars.</param>
    /// <exception cref="ArgumentException">There is no finite value.</exception>
    public static Figure Histogram(IEnumerable values, int? bins = null, string name = "")
    {
        var finite = Numbers.From(values, nameof(values)).Where(double.IsFinite).ToArray();
        if (finite.Length == 0) throw new ArgumentException("A histogram needs at least one finite value.", nameof(values));
        var count = bins ?? Math.Clamp((int)Math.Sqrt(finite.Length), 5, 50);
        if (count is < 1 or > 1000) throw new ArgumentOutOfRangeException(nameof(bins), count, "A histogram has 1 to 1000 bins.");
        var (low, high) = (finite.Min(), finite.Max());
        if (low == high) (low, high, count) = (low - 0.5, high + 0.5, 1);
        var width = (high - low) / count;
        var counts = new double[count];
        foreach (var value in finite) counts[Math.Clamp((int)((value - low) / width), 0, count - 1)]++;

        var figure = new Figure().Layout(layout => layout["bargap"] = 0.02).YAxis("count").Legend(false);
        return figure.AddOwned(new JsonObject
        {
            ["type"] = "bar",
            ["name"] = PlotText.Escape(name),
            ["x"] = Numbers.ToJson(Enumerable.Range(0, count).Select(i => low + (i + 0.5) * width)),
            ["y"] = Numbers.ToJson(counts),
            ["width"] = Numbers.ToJson(Enumerable.Repeat(width * 0.98, count)),
            ["marker"] = new JsonObject { ["color"] = Theme.Colour(0) },
            ["hovertext"] = new JsonArray([.. Enumerable.Range(0, count).Select(i =>
                (JsonNode)string.Create(CultureInfo.InvariantCulture, $"{low + i * width:G4} to {low + (i + 1) * width:G4}"))]),
        });
    }

    /// <summary>Several figures as panels of one; series with the same name share a legend entry.</summary>
    /// <param name="columns">Panels per row, at least 1.</param>
    /// <param name="panels">The figures; their titles become panel headings.</param>
    /// <exception cref="ArgumentException">No figure, or one is a grid itself.</exception>
    public static Figure Grid(int columns, params Figure[] panels) => FigureGrid.Combine(columns, panels);

    private static Figure Each<T>(T[] items, Action<Figure, T> add)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Length == 0) throw new ArgumentException("Expected at least one series, got none.");
        var figure = new Figure();
        foreach (var item in items) add(figure, item);
        return figure;
    }
}
