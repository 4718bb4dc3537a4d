using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>Exceptions for the reader of a notebook: type, message, inner exceptions, and the frames that are the author's or the library's.</summary>
internal static partial class ExceptionText
{
    private const int MaximumFrames = 25;
    private static readonly string[] Plumbing =
        ["System.Runtime.ExceptionServices", "System.Runtime.CompilerServices", "System.Runtime.ControlledExecution", "System.Threading.Tasks", "System.Threading.ExecutionContext", "System.Reflection"];

    /// <summary>Type and message, with those of the inner exceptions.</summary>
    public static string Plain(Exception error)
    {
        var lines = new List<string>();
        for (Exception? current = error; current is not null; current = current.InnerException)
            lines.Add((lines.Count == 0 ? "" : " ---> ") + $"{current.GetType().FullName}: {current.Message}");
        return string.Join('\n', lines);
    }

    /// <summary>The error of a cell.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="sourceOf">Source of a cell by its name, or null.</param>
    /// <param name="baseDirectory">Folder of the notebook.</param>
    public static CellError Of(Exception error, Func<string, string?> sourceOf, string baseDirectory)
    {
        var shown = Unwrap(error);
        var lines = new List<string>();
        for (Exception? current = shown; current is not null; current = current.InnerException)
        {
            lines.Add((lines.Count == 0 ? "" : " ---> ") + AnsiText.Red(TypeText(current)) + ": " + current.Message);
            lines.AddRange(Frames(current, sourceOf, baseDirectory, withExcerpt: ReferenceEquals(current, shown)));
        }
        return new CellError(TypeText(shown).Split('.')[^1], shown.Message, lines);
    }

    private static Exception Unwrap(Exception error) => error switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => error,
    };

    private static IEnumerable<string> Frames(Exception error, Func<string, string?> sourceOf, string baseDirectory, bool withExcerpt)
    {
        var shown = 0;
        foreach (var frame in new StackTrace(error, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { } method || IsPlumbing(method))
                continue;
            if (++shown > MaximumFrames)
            {
                yield return "   …";
                yield break;
            }
            var file = frame.GetFileName();
            var place = file is null ? "" : $"{SourcePath.Shown(file, baseDirectory)}:line {frame.GetFileLineNumber()}";
            var name = MethodText(method);
            yield return "   at " + string.Join(" in ", new[] { name, AnsiText.Green(place) }.Where((_, index) => index == 0 ? name.Length > 0 : place.Length > 0));
            if (!withExcerpt || file is null || sourceOf(file) is not { } source)
                continue;
            withExcerpt = false;
            foreach (var line in SourceExcerpt.Of(source, frame.GetFileLineNumber(), 0, 0))
                yield return line;
        }
    }

    private static bool IsPlumbing(MethodBase method)
    {
        if (method.Module.Assembly == typeof(ExceptionText).Assembly)
            return method.DeclaringType?.Namespace != typeof(Cells.CellHelpers).Namespace;
        var type = method.DeclaringType?.FullName ?? "";
        return Plumbing.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>Type.Method(parameter types), without what the compiler made up; empty for the top level of a cell.</summary>
    private static string MethodText(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = Readable(method.Name);
        while (type is not null && type.Name.StartsWith('<'))
        {
            if (method.Name == "MoveNext" && Readable(type.Name) is { } machine && type.Name.Contains(">d", StringComparison.Ordinal))
                name = machine;
            type = type.DeclaringType;
        }
        if (name.Length == 0)
            return "";
        var parameters = method.Name == "MoveNext" ? "" : string.Join(", ", method.GetParameters().Select(parameter => TypeName.Of(parameter.ParameterType)));
        return $"{(type is null ? "" : TypeText(type))}{name}" + (name.EndsWith(')') ? "" : $"({parameters})");
    }

    /// <summary>
    /// The author's name inside a compiler's: &lt;Run&gt;d__3 is Run, &lt;Run&gt;b__0 a lambda in Run, &lt;Run&gt;g__Inner|0 is Inner;
    /// &lt;Initialize&gt; and &lt;Factory&gt; are the top level of a cell and have none.
    /// </summary>
    private static string Readable(string name)
    {
        if (!name.StartsWith('<'))
            return name;
        var depth = 0;
        var end = 0;
        do
            depth += name[end] switch { '<' => 1, '>' => -1, _ => 0 };
        while (++end < name.Length && depth > 0);
        var inner = name[1..(end - 1)];
        var rest = name[end..];
        if (rest.StartsWith("g__", StringComparison.Ordinal) && rest.IndexOf('|', StringComparison.Ordinal) is > 3 and var bar)
            return rest[3..bar];
        var outer = inner is "Initialize" or "Factory" ? "" : Readable(inner);
        return rest.StartsWith("b__", StringComparison.Ordinal) ? (outer + " (lambda)").TrimStart() : outer;
    }

    private static string TypeText(Exception error) => TypeText(error.GetType()).TrimEnd('.');

    private static string TypeText(Type type)
    {
        var name = (type.FullName ?? type.Name).Replace('+', '.');
        name = Cell().Replace(name, "");
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return name.Length == 0 ? "" : (bracket < 0 ? name : name[..bracket]) + ".";
    }

    [GeneratedRegex("^Cell\\b\\.?")]
    private static partial Regex Cell();
}
