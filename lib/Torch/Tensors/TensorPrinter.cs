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
        if (_style == TensorStringStyle.Julia) text.Append(Metadata(tensor)).Append(tensor.dim() == 0 ? " = " : _newLine);
        if (_style == TensorStringStyle.CSharp) text.Append($"{tensor.dtype} ");
        if (host.dim() == 0) text.Append(Number(host));
        else if (_style == TensorStringStyle.Julia) Julia(host, text, "");
        else Nested(host, text, _style == TensorStringStyle.CSharp ? "{}" : "[]", 0);
        return text.ToString();
    }

    private void Nested(Tensor tensor, StringBuilder text, string brackets, int depth)
    {
        if (tensor.dim() == 0)
        {
            text.Append(Number(tensor));
            return;
        }
        var last = tensor.dim() == 1;
        var separator = _style == TensorStringStyle.CSharp ? last ? ", " : "," + _newLine + new string(' ', depth + 1)
            : last ? " " : _newLine + new string(' ', depth + 1);
        text.Append(brackets[0]);
        var first = true;
        foreach (var index in Shown(tensor.shape[0], last ? Options.MaxColumns : Options.MaxRows))
        {
            if (!first) text.Append(separator);
            first = false;
            if (index < 0) text.Append("...");
            else Nested(tensor[index], text, brackets, depth + 1);
        }
        text.Append(brackets[1]);
    }

    /// <summary>Matrices one below the other, each headed by its indices.</summary>
    private void Julia(Tensor tensor, StringBuilder text, string index)
    {
        if (tensor.dim() <= 2)
        {
            if (index.Length > 0) text.Append($"[{index}..,..] ={_newLine}");
            Rows(tensor.dim() == 1 ? tensor.unsqueeze(0) : tensor, text);
            return;
        }
        foreach (var i in Shown(tensor.shape[0], Options.MaxRows))
            if (i >= 0) Julia(tensor[i], text, $"{index}{i},");
            else text.Append($"...{_newLine}");
    }

    private void Rows(Tensor matrix, StringBuilder text)
    {
        List<string[]> rows = [];
        foreach (var i in Shown(matrix.shape[0], Options.MaxRows))
            rows.Add(i < 0 ? ["..."] : [.. Shown(matrix.shape[1], Options.MaxColumns).Select(j => j < 0 ? "..." : Number(matrix[i, j]))]);
        var width = rows.SelectMany(row => row).Select(cell => cell.Length).DefaultIfEmpty(0).Max();
        foreach (var row in rows) text.Append(' ').AppendJoin(' ', row.Select(cell => cell.PadLeft(width))).Append(_newLine);
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

    private string Complex(System.Numerics.Complex number) =>
        $"{number.Real.ToString(_format, _culture)}{(number.Imaginary < 0 ? "-" : "+")}{Math.Abs(number.Imaginary).ToString(_format, _culture)}i";

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
