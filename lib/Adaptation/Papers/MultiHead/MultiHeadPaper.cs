// The multi-head paper: a workshop paper in Japanese, from which this library knows text, equations and tables, but neither title nor
// authors. It builds on X. Lai et al., CVPR 2021, arXiv 2106.14133. No code was released. Notebook: notebooks/02-multi-head.ipynb.

using System.Reflection;

namespace Research.Adaptation.Papers;

/// <summary>The multi-head paper: citation, published tables, recipes, differences.</summary>
public static class MultiHeadPaper
{
    /// <summary>The citation; title, authors and year are not in the text that the facts were read from.</summary>
    public static Paper Paper { get; } = new(
        "multi-head", "Multi-head, multi-domain semi-supervised semantic segmentation (descriptive title)",
        "authors not named in the text at hand", "workshop paper in Japanese", null, null, null);

    /// <summary>Table 1 as published: supervised multi-domain and proposed.</summary>
    public static PublishedTable Table1Published => MultiHeadTables.Table1;

    /// <summary>Table 3 as published: single-domain and proposed.</summary>
    public static PublishedTable Table3Published => MultiHeadTables.Table3;

    /// <summary>Table 2 as published: pictures of each dataset, by the key of its manifest.</summary>
    public static IReadOnlyList<(string Dataset, int Training, int Validation)> Table2Published => MultiHeadTables.Table2;

    /// <summary>What is known of the base code's method on Cityscapes alone: nothing verified.</summary>
    public static PublishedTable BaseCodePublished => MultiHeadTables.BaseCode;

    /// <summary>Gains of the proposed row at 1/8 that the text states in words, to hold against the tables: the row it is over, a dataset or the mean, points.</summary>
    public static IReadOnlyList<(PublishedTable Table, string Over, string Column, double Points)> StatedGains => MultiHeadTables.StatedGains;

    /// <summary>Datasets of the tables' columns, and the scene domain that stands in for each in Mini and Smoke.</summary>
    public static IReadOnlyList<(string Dataset, string StandIn)> Columns => MultiHeadTables.Columns;

    /// <summary>Supervised multi-domain and proposed, with 1/8, 1/4 and all labels.</summary>
    public static RecipeTable Table1 => MultiHeadRecipes.Table1;

    /// <summary>Semi-supervised single-domain and proposed, with 1/8 and 1/4 of the labels.</summary>
    public static RecipeTable Table3 => MultiHeadRecipes.Table3;

    /// <summary>Scene domains that count 19, 13 and 11 classes in one network. No such table was published.</summary>
    public static RecipeTable LabelSpacesApart => MultiHeadRecipes.LabelSpacesApart;

    /// <summary>
    /// The proposed row with an eighth of the labels (profile Paper: ResNet-50, DeepLabv3+, crops of 720 x 720, 8 labelled crops and 8 unlabelled
    /// pairs of each dataset) on other pictures: what a step costs can be measured without the datasets.
    /// </summary>
    /// <param name="domains">The datasets; three in the paper.</param>
    public static MultiDomainExperiment PublishedOn(IReadOnlyList<MultiDomainSet> domains) => MultiHeadRecipes.PublishedOn(domains);

    /// <summary>All tables with recipes.</summary>
    public static IReadOnlyList<RecipeTable> Tables => [Table1, Table3, LabelSpacesApart];

    /// <summary>The numbered list of differences between paper, the code it builds on and this library, as Markdown.</summary>
    public static string Differences
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("MultiHead.Differences.md")
                ?? throw new InvalidOperationException("the assembly was built without MultiHead.Differences.md");
            return new StreamReader(stream).ReadToEnd();
        }
    }
}
