using System.Globalization;
using System.Net;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// How notebooks show a tensor: shape, type, device, range, and a picture where the shape is one; found by convention (an attribute named
/// TypeFormatterSource whose source lists formatters), so that no notebook library is referenced.
/// </summary>
internal static class TensorFormatting
{
    /// <summary>Names the type that lists a tensor's formatters.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
    internal sealed class TypeFormatterSourceAttribute : Attribute
    {
        /// <summary>The type with <c>CreateTypeFormatters</c>.</summary>
        public Type FormatterSourceType { get; } = typeof(Source);

        /// <summary>Richest form first.</summary>
        public string[] PreferredMimeTypes { get; } = ["text/html", "text/plain"];
    }

    internal sealed class Source
    {
        public IEnumerable<object> CreateTypeFormatters() => [new TextFormatter(), new HtmlFormatter()];
    }

    internal sealed class TextFormatter
    {
        public string MimeType => "text/plain";

        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not Tensor tensor) return false;
            var (facts, values) = Describe(tensor);
            writer.Write($"Tensor {string.Join(", ", facts.Select(fact => $"{fact.Name} {fact.Value}"))}");
            if (values is not null) writer.Write($"\n{values}");
            return true;
        }
    }

    internal sealed class HtmlFormatter
    {
        public string MimeType => "text/html";

        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not Tensor tensor) return false;
            var (facts, values) = Describe(tensor);
            writer.Write("<table class=\"tensor\"><tbody>");
            foreach (var (name, value) in facts)
                writer.Write($"<tr><th style=\"text-align:left\">{name}</th><td>{WebUtility.HtmlEncode(value)}</td></tr>");
            writer.Write("</tbody></table>");
            if (!tensor.IsInvalid) writer.Write(Picture(tensor));
            if (values is not null) writer.Write($"<pre>{WebUtility.HtmlEncode(values)}</pre>");
            return true;
        }
    }

    private const long MostShown = 64;

    private static string Picture(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var gradless = no_grad();
        return TensorPicture.Html(tensor);
    }

    private static (List<(string Name, string Value)> Facts, string? Values) Describe(Tensor tensor)
    {
        if (tensor.IsInvalid) return ([("state", "disposed")], null);
        using var scope = NewDisposeScope();
        using var gradless = no_grad();
        List<(string, string)> facts =
        [
            ("shape", $"[{string.Join(", ", tensor.shape)}]"), ("dtype", tensor.dtype.ToString()), ("device", tensor.device.ToString()),
        ];
        if (tensor.requires_grad) facts.Add(("gradient", "recorded"));
        var readable = tensor is { is_meta: false, is_sparse: false } && tensor.numel() > 0;
        if (readable && !tensor.is_complex()) facts.Add(("range", Range(tensor)));
        return (facts, readable && tensor.numel() <= MostShown ? tensor.ToString(TensorStringStyle.Numpy) : null);
    }

    private static string Range(Tensor tensor)
    {
        var numbers = tensor.detach().to(ScalarType.Float64);
        var text = $"{Number(numbers.min())} to {Number(numbers.max())}, mean {Number(numbers.mean())}";
        return text;

        static string Number(Tensor value) => value.ToDouble().ToString("g5", CultureInfo.InvariantCulture);
    }
}
