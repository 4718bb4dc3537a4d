using System.Text.Json.Nodes;

namespace Research.Plotly;

/// <summary>The one look of all figures: white ground, quiet grid, colours that colour-blind readers tell apart.</summary>
/// <remarks>Series colours are those of Okabe and Ito (Color Universal Design, 2008), the yellow last because it is weak on white.</remarks>
public static class Theme
{
    /// <summary>Font family of all text.</summary>
    public const string Font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    /// <summary>Colour of text (#rrggbb).</summary>
    public const string Text = "#24292f";

    /// <summary>Colour of grid lines.</summary>
    public const string Grid = "#e6e8eb";

    /// <summary>Colour of axis lines and zero lines.</summary>
    public const string Axis = "#8c959f";

    /// <summary>Background.</summary>
    public const string Ground = "#ffffff";

    /// <summary>Neutral colour for references: a published value, a bound, chance level.</summary>
    public const string Reference = "#6e7781";

    /// <summary>Series colours in order: blue, vermilion, green, purple, orange, sky blue, black, yellow.</summary>
    public static IReadOnlyList<string> Colours { get; } =
        ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#3b3b3b", "#c9bd00"];

    /// <summary>Colours from low to high for amounts: evenly spaced stops of cividis (Nunez et al. 2018), reversed so that zero is light.</summary>
    public static IReadOnlyList<string> Sequential { get; } =
        ["#fee838", "#e1cc55", "#bcae6c", "#9b9476", "#7c7b78", "#5d6271", "#3b496c", "#0f3570", "#00224e"];

    /// <summary>Colours from white to dark blue for shares, as in confusion matrices.</summary>
    public static IReadOnlyList<string> Shares { get; } = ["#ffffff", "#dbe9f6", "#bad6eb", "#89bedc", "#539ecd", "#2b7bba", "#0b559f", "#08306b"];

    /// <summary>Colour of the series at an index; repeats after eight.</summary>
    /// <param name="index">Index from 0.</param>
    public static string Colour(int index) => Colours[index % Colours.Count];

    internal static JsonObject LightTemplate() => Template(Text, Grid, Axis, Ground);

    /// <summary>What differs on a dark page; laid over the template by the script of the HTML form.</summary>
    internal static JsonObject DarkTemplate() => Template("#e6edf3", "#3d444d", "#8b949e", "rgba(0,0,0,0)");

    private static JsonObject Template(string text, string grid, string axis, string ground)
    {
        JsonObject Axis() => new()
        {
            ["automargin"] = true,
            ["gridcolor"] = grid,
            ["linecolor"] = axis,
            ["zerolinecolor"] = axis,
            ["zerolinewidth"] = 1,
            ["ticks"] = "outside",
            ["tickcolor"] = axis,
            ["ticklen"] = 4,
            ["title"] = new JsonObject { ["standoff"] = 10 },
        };
        return new JsonObject
        {
            ["layout"] = new JsonObject
            {
                ["font"] = new JsonObject { ["family"] = Font, ["size"] = 13, ["color"] = text },
                ["paper_bgcolor"] = ground,
                ["plot_bgcolor"] = ground,
                ["colorway"] = new JsonArray([.. Colours.Select(c => (JsonNode)c)]),
                ["xaxis"] = Axis(),
                ["yaxis"] = Axis(),
                ["hoverlabel"] = new JsonObject { ["align"] = "left" },
                ["legend"] = new JsonObject
                {
                    ["orientation"] = "h", ["traceorder"] = "normal", ["x"] = 0, ["xref"] = "paper", ["xanchor"] = "left",
                    ["y"] = 0, ["yref"] = "container", ["yanchor"] = "bottom",
                },
                ["title"] = new JsonObject
                {
                    ["automargin"] = true, ["x"] = 0, ["xref"] = "paper", ["xanchor"] = "left",
                    ["y"] = 0.97, ["yref"] = "container", ["yanchor"] = "top", ["font"] = new JsonObject { ["size"] = 16 },
                },
            },
        };
    }
}
