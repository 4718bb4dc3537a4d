using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Writes a tensor's values in one of the styles: a line of metadata, Julia's, NumPy's or C#'s notation.</summary>
internal sealed class TensorPrinter
{
    internal sealed record PrintOptions(
        TensorStringStyle Style = TensorStringStyle.Julia, string FloatFormat = "g5", int LineWidth = 100, string NewLine = "\n", int MaxRows = 6,
        int MaxColumns = 6);

    internal static PrintOptions Options { get; set; } = new();

    private readonly TensorStringStyle _style;
    private readonly string _format;
    private readonly string _newLine;
    private readonly CultureInfo _culture;

    internal TensorPrinter(TensorStringStyle style, string? format, int? width, CultureInfo? culture, string? newLine)
    {
        _style = style == TensorStringStyle.Default ? Options.Style : style;
        _format = format ?? Options.FloatFormat;
        _newLine = newLine ?? Options.NewLine;
        _culture = culture ?? CultureInfo.InvariantCulture;
        _ = width;
    }

    internal static string Metadata(Tensor tensor)
    {
        if (tensor.IsInvalid) return "disposed tensor";
        var gradient = tensor.requires_grad ? ", requires_grad" : "";
        return $"[{string.Join("x", tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}{gradient}";
    }

    internal string Print(Tensor tensor)
    {
        if (_style == TensorStringStyle.Metadata) return Metadata(tensor);
        if (tensor.is_meta) return Metadata(tensor);
        using var scope = NewDisposeScope();
        var host = tensor.detach().cpu();
        var text = new StringBuilder();
        if (_style != TensorStringStyle.Numpy) text.Append(Metadata(tensor));
        if (host.dim() == 0) text.Append(_style == TensorStringStyle.Numpy ? "" : ", value = ").Append(Number(host));
        else if (_style == TensorStringStyle.Julia) Julia(host, text.Append(_newLine));
        else if (_style == TensorStringStyle.CSharp) CSharp(host, text.Append(", value = "));
        else Numpy(host, text, 1);
        return text.ToString();
    }

    /// <summary>Rows one below the other, with an empty line more for each dimension that ends.</summary>
    private void Numpy(Tensor tensor, StringBuilder text, int indent)
    {
        if (tensor.dim() == 1)
        {
            text.Append('[').Append(Row(tensor, "")).Append(']');
            return;
        }
        var separator = string.Concat(Enumerable.Repeat(_newLine, (int)tensor.dim() - 1)) + new string(' ', indent);
        text.Append('[');
        foreach (var (index, first) in ShownRows(tensor))
        {
            if (!first) text.Append(separator);
            if (index < 0) text.Append("...");
            else Numpy(tensor[index], text, indent + 1);
        }
        text.Append(']');
    }

    /// <summary>An array's initialiser.</summary>
    private void CSharp(Tensor tensor, StringBuilder text)
    {
        var (name, suffix) = tensor.dtype switch
        {
            ScalarType.Byte => ("byte", ""),
            ScalarType.Int8 => ("sbyte", ""),
            ScalarType.Int16 => ("short", ""),
            ScalarType.Int32 => ("int", ""),
            ScalarType.Int64 => ("long", "L"),
            ScalarType.Bool => ("bool", ""),
            ScalarType.Float16 => ("float16", "f"),
            ScalarType.BFloat16 => ("bfloat16", "f"),
            ScalarType.Float32 => ("float", "f"),
            ScalarType.Float64 => ("double", ""),
            ScalarType.ComplexFloat32 => ("complex32", ""),
            ScalarType.ComplexFloat64 => ("complex64", ""),
            _ => (tensor.dtype.ToString(), ""),
        };
        if (tensor.dim() > 1) text.Append(_newLine);
        text.Append($"{name} [{new string(',', (int)tensor.dim() - 1)}] ");
        Initialiser(tensor, text, suffix, 1);
    }

    private void Initialiser(Tensor tensor, StringBuilder text, string suffix, int indent)
    {
        text.Append('{');
        if (tensor.dim() == 1) text.Append(Row(tensor, suffix));
        else
        {
            var outermost = indent == 1;
            var separator = _newLine + new string(' ', indent);
            if (outermost) text.Append(separator);
            var elided = false;
            foreach (var (index, first) in ShownRows(tensor))
            {
                if (!first) text.Append(elided ? "" : ",").Append(separator);
                elided = index < 0;
                if (elided) text.Append("...");
                else Initialiser(tensor[index], text, suffix, indent + 1);
            }
            if (outermost) text.Append(_newLine);
        }
        text.Append('}');
    }

    private string Row(Tensor row, string suffix)
    {
        var text = new StringBuilder();
        var elided = false;
        foreach (var index in Shown(row.shape[0], Options.MaxColumns))
        {
            if (text.Length > 0) text.Append(elided ? " " : ", ");
            elided = index < 0;
            text.Append(elided ? "..." : Number(row[index]) + suffix);
        }
        return text.ToString();
    }

    private static IEnumerable<(long Index, bool First)> ShownRows(Tensor tensor) => Shown(tensor.shape[0], Options.MaxRows).Select((index, number) => (index, number == 0));

    /// <summary>Matrices one below the other, each headed by its indices.</summary>
    private void Julia(Tensor tensor, StringBuilder text)
    {
        List<string> parts = [];
        Matrices(tensor, "", parts);
        text.AppendJoin(_newLine, parts);
    }

    private void Matrices(Tensor tensor, string index, List<string> parts)
    {
        if (tensor.dim() <= 2)
        {
            parts.Add((index.Length > 0 ? $"[{index}..,..] ={_newLine}" : "") + Matrix(tensor.dim() == 1 ? tensor.unsqueeze(0) : tensor));
            return;
        }
        foreach (var i in Shown(tensor.shape[0], Options.MaxRows))
            if (i >= 0) Matrices(tensor[i], $"{index}{i},", parts);
            else parts.Add($"...{_newLine}");
    }

    // Each column as wide as its widest number.
    private string Matrix(Tensor matrix)
    {
        var columns = Shown(matrix.shape[1], Options.MaxColumns).ToArray();
        var rows = Shown(matrix.shape[0], Options.MaxRows).Select(i => i < 0 ? null : columns.Select(j => j < 0 ? "..." : Number(matrix[i, j])).ToArray()).ToArray();
        var widths = columns.Select((_, number) => rows.Max(row => row?[number].Length ?? 0)).ToArray();
        return string.Concat(rows.Select(row => " " + (row is null ? "..." : string.Join(' ', row.Select((cell, number) => cell.PadLeft(widths[number])))) + _newLine));
    }

    private string Number(Tensor value)
    {
        var scalar = value.ToScalar();
        return scalar.Type switch
        {
            ScalarType.Bool => scalar.AsBool ? "true" : "false",
            ScalarType.Int64 => scalar.AsInt64.ToString(_culture),
            ScalarType.Float64 => scalar.AsDouble.ToString(_format, _culture),
            _ => Complex(scalar.AsComplex),
        };
    }

    private string Complex(System.Numerics.Complex number) => number.Imaginary == 0
        ? number.Real.ToString(_format, _culture)
        : $"{number.Real.ToString(_format, _culture)}{(number.Imaginary < 0 ? "-" : "+")}{Math.Abs(number.Imaginary).ToString(_format, _culture)}i";

    /// <summary>The indices to print; -1 marks where some are left out.</summary>
    private static IEnumerable<long> Shown(long count, int most)
    {
        for (long i = 0; i < count; i++)
        {
            if (count > most && i >= most / 2 && i < count - most / 2)
            {
                if (i == most / 2) yield return -1;
                continue;
            }
            yield return i;
        }
    }
}
