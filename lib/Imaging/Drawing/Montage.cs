using Research.Imaging.Drawing;

namespace Research.Imaging;

/// <summary>Several pictures in one, in rows and columns, with captions.</summary>
public static class Montage
{
    /// <summary>
    /// A grid filled row by row. Every column is as wide and every row as high as its largest picture; smaller ones are centred.
    /// A caption stands under its picture, broken into lines of the column's width.
    /// </summary>
    /// <param name="images">At least one picture.</param>
    /// <param name="columns">Pictures per row, at least 1.</param>
    /// <param name="gap">Pixels between pictures.</param>
    /// <param name="captions">None, or one per picture; an empty one takes no room of its own.</param>
    /// <param name="style">Colours and text size.</param>
    /// <exception cref="ArgumentException">There are no pictures, or captions of another number.</exception>
    public static RgbImage Grid(
        IReadOnlyList<RgbImage> images, int columns, int gap = 4, IReadOnlyList<string>? captions = null, MontageStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        if (images.Count == 0) throw new ArgumentException("expected at least one picture, got none", nameof(images));
        if (captions is not null && captions.Count != images.Count)
            throw new ArgumentException($"expected {images.Count} captions, one per picture, got {captions.Count}", nameof(captions));
        style ??= MontageStyle.Default;

        columns = Math.Min(columns, images.Count);
        int rows = (images.Count + columns - 1) / columns;
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => Column(images, columns, column).Max(image => image.Width))];
        int[] heights = [.. Enumerable.Range(0, rows).Select(row => Row(images, columns, row).Max(image => image.Height))];
        List<IReadOnlyList<string>>? texts = captions?
            .Select((caption, i) => TextStamp.Wrap(caption, style.TextSize, widths[i % columns])).ToList();
        int line = TextStamp.LineHeight(style.TextSize);
        int[] captionHeights = texts is null ? new int[rows]
            : [.. Enumerable.Range(0, rows).Select(row => 2 + line * Row(texts, columns, row).Max(text => text.Count))];

        RgbImage canvas = Shapes.Canvas(
            widths.Sum() + gap * (columns - 1), heights.Sum() + captionHeights.Sum() + gap * (rows - 1), style.Background);
        int top = 0;
        for (int row = 0; row < rows; row++)
        {
            int left = 0;
            for (int column = 0; column < columns && row * columns + column < images.Count; column++)
            {
                int i = row * columns + column;
                canvas.Paste(images[i], left + (widths[column] - images[i].Width) / 2, top + (heights[row] - images[i].Height) / 2);
                for (int number = 0; texts is not null && number < texts[i].Count; number++)
                    Centred(canvas, left, widths[column], top + heights[row] + 2 + number * line, texts[i][number], style);
                left += widths[column] + gap;
            }
            top += heights[row] + captionHeights[row] + gap;
        }
        return canvas;
    }

    /// <summary>A table of pictures: one line per row of pictures, titles above the columns and left of the rows.</summary>
    /// <param name="rows">Rows of equal length.</param>
    /// <param name="columnTitles">One per column, or none.</param>
    /// <param name="rowTitles">One per row, or none.</param>
    /// <param name="gap">Pixels between pictures.</param>
    /// <param name="style">Colours and text size.</param>
    /// <exception cref="ArgumentException">Rows are empty or of different lengths, or the number of titles differs.</exception>
    public static RgbImage Table(
        IReadOnlyList<IReadOnlyList<RgbImage>> rows, IReadOnlyList<string>? columnTitles = null,
        IReadOnlyList<string>? rowTitles = null, int gap = 4, MontageStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows[0].Count == 0) throw new ArgumentException("expected at least one picture, got none", nameof(rows));
        int columns = rows[0].Count;
        if (rows.Any(row => row.Count != columns))
            throw new ArgumentException($"expected rows of {columns} pictures, got {string.Join(", ", rows.Select(row => row.Count))}", nameof(rows));
        if (columnTitles is not null && columnTitles.Count != columns)
            throw new ArgumentException($"expected {columns} column titles, got {columnTitles.Count}", nameof(columnTitles));
        if (rowTitles is not null && rowTitles.Count != rows.Count)
            throw new ArgumentException($"expected {rows.Count} row titles, got {rowTitles.Count}", nameof(rowTitles));
        style ??= MontageStyle.Default;

        // Titles become pictures of their own in a grid one row and one column larger.
        int titleWidth = RowTitlePadding + (rowTitles?.Max(
            title => TextStamp.Wrap(title, style.TextSize, MaxRowTitle).Max(text => TextStamp.Width(text, style.TextSize))) ?? 0);
        var cells = new List<RgbImage>();
        if (columnTitles is not null)
        {
            if (rowTitles is not null) cells.Add(Shapes.Canvas(titleWidth, 1, style.Background));
            for (int column = 0; column < columns; column++)
                cells.Add(Text(columnTitles[column], rows.Max(row => row[column].Width), style));
        }
        for (int row = 0; row < rows.Count; row++)
        {
            if (rowTitles is not null) cells.Add(Text(rowTitles[row], titleWidth, style));
            cells.AddRange(rows[row]);
        }
        return Grid(cells, columns + (rowTitles is null ? 0 : 1), gap, null, style);
    }

    /// <summary>A picture with a caption under it.</summary>
    /// <exception cref="ArgumentNullException">The picture or the caption is null.</exception>
    public static RgbImage WithCaption(this RgbImage image, string caption, MontageStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(caption);
        return Grid([image], 1, 0, [caption], style);
    }

    private const int MaxRowTitle = 160, RowTitlePadding = 12;

    private static RgbImage Text(string text, int width, MontageStyle style)
    {
        IReadOnlyList<string> lines = TextStamp.Wrap(text, style.TextSize, width);
        int line = TextStamp.LineHeight(style.TextSize);
        RgbImage canvas = Shapes.Canvas(width, line * lines.Count, style.Background);
        for (int i = 0; i < lines.Count; i++) Centred(canvas, 0, width, i * line, lines[i], style);
        return canvas;
    }

    private static void Centred(RgbImage canvas, int left, int width, int top, string text, MontageStyle style) =>
        TextStamp.Draw(canvas, left + Math.Max(0, (width - TextStamp.Width(text, style.TextSize)) / 2), top, text, style.TextSize, style.Text);

    private static IEnumerable<T> Row<T>(IReadOnlyList<T> items, int columns, int row) => items.Skip(row * columns).Take(columns);

    private static IEnumerable<T> Column<T>(IReadOnlyList<T> items, int columns, int column) =>
        items.Where((_, i) => i % columns == column);
}
