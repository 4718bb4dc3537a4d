using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>C# literals made from text that a user typed.</summary>
internal static class ParameterLiteral
{
    /// <summary>A literal by the look of the text: number, true, false, null, quoted or bare string.</summary>
    public static string Of(string text)
    {
        if (text is "true" or "false" or "null")
            return text == "null" ? "(object?)null" : text;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole.ToString(CultureInfo.InvariantCulture);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
            return large.ToString(CultureInfo.InvariantCulture) + "L";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return Real(number, "d");
        return SymbolDisplay.FormatLiteral(text is ['"', .., '"'] ? text[1..^1] : text, quote: true);
    }

    /// <summary>A literal of the type that a declaration has; text that does not fit it is an error.</summary>
    /// <param name="name">Name of the parameter, for the message.</param>
    /// <param name="text">What the user typed.</param>
    /// <param name="type">Type as the notebook declares it, or null where it cannot be told.</param>
    public static string Of(string name, string text, string? type) => type switch
    {
        "string" => SymbolDisplay.FormatLiteral(text, quote: true),
        "bool" => bool.TryParse(text, out var flag) ? (flag ? "true" : "false") : throw Misfit(name, text, "true or false"),
        "int" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : throw Misfit(name, text, "a whole number (int)"),
        "long" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) ? large.ToString(CultureInfo.InvariantCulture) + "L" : throw Misfit(name, text, "a whole number (long)"),
        "double" => Real(Number(name, text), "d"),
        "float" => Real(Number(name, text), "f"),
        "decimal" => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var exact) ? exact.ToString(CultureInfo.InvariantCulture) + "m" : throw Misfit(name, text, "a number"),
        _ => Of(text),
    };

    /// <summary>Type of an initial value, as far as its syntax tells.</summary>
    public static string? TypeOf(ExpressionSyntax? value) => value switch
    {
        PrefixUnaryExpressionSyntax sign => TypeOf(sign.Operand),
        LiteralExpressionSyntax { Token.Value: string } => "string",
        LiteralExpressionSyntax { Token.Value: bool } => "bool",
        LiteralExpressionSyntax { Token.Value: int } => "int",
        LiteralExpressionSyntax { Token.Value: long } => "long",
        LiteralExpressionSyntax { Token.Value: double } => "double",
        LiteralExpressionSyntax { Token.Value: float } => "float",
        LiteralExpressionSyntax { Token.Value: decimal } => "decimal",
        InterpolatedStringExpressionSyntax => "string",
        _ => null,
    };

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Misfit(name, text, "a number");

    private static string Real(double number, string suffix) => number.ToString("R", CultureInfo.InvariantCulture) + suffix;

    private static NotebookParameterException Misfit(string name, string text, string expected) =>
        new($"Parameter '{name}' is {expected} in the notebook; '{text}' is not.");
}
