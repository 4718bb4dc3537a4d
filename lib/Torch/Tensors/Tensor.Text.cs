using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape, type and device on one line.</summary>
        public override string ToString() => TensorPrinter.Metadata(this);

        public string ToString(
            bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine) : ToString();

        public string ToString(
            TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            new TensorPrinter(style, fltFormat, width, cultureInfo, newLine).Print(this);
    }

    public static readonly TensorStringStyle numpy = TensorStringStyle.Numpy;
    public static readonly TensorStringStyle julia = TensorStringStyle.Julia;
    public static readonly TensorStringStyle csharp = TensorStringStyle.CSharp;

    public static void set_printoptions(int precision, int? linewidth = null, string? newLine = null, bool sci_mode = false, int? maxRows = null, int? maxColumns = null) =>
        set_printoptions(null, sci_mode ? $"E{precision}" : $"F{precision}", linewidth, newLine, maxRows, maxColumns);

    public static void set_printoptions(
        TensorStringStyle? style = null, string? floatFormat = null, int? linewidth = null, string? newLine = null, int? maxRows = null,
        int? maxColumns = null)
    {
        var options = TensorPrinter.Options;
        TensorPrinter.Options = options with
        {
            Style = style is null or TensorStringStyle.Default ? options.Style : style.Value,
            FloatFormat = floatFormat ?? options.FloatFormat,
            LineWidth = linewidth ?? options.LineWidth,
            NewLine = newLine ?? options.NewLine,
            MaxRows = maxRows ?? options.MaxRows,
            MaxColumns = maxColumns ?? options.MaxColumns,
        };
    }
}
