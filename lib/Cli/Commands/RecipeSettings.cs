using System.Globalization;
using System.Reflection;
using Research.Adaptation.Papers;

namespace Research.Cli.Commands;

/// <summary>Settings of a recipe that a user changes by name, <c>Training.Steps=200</c>.</summary>
/// <remarks>The options are records: a change makes a copy, the recipe itself stays. The changed values enter the run's hash.</remarks>
internal static class RecipeSettings
{
    /// <summary>A recipe that differs by the given settings.</summary>
    /// <exception cref="UserErrorException">There is no such setting, or the value does not fit it.</exception>
    public static Recipe Change(Recipe recipe, IReadOnlyList<string> settings)
    {
        if (settings.Count == 0) return recipe;
        var pairs = settings.Select(Split).ToArray();
        return recipe with { Build = (profile, places) => pairs.Aggregate(recipe.Build(profile, places), (e, pair) => Set(e, pair.Name, pair.Value)) };
    }

    /// <summary>Names of all settings of an experiment with their values.</summary>
    public static IReadOnlyList<(string Name, object? Value)> List(Experiment experiment) => [.. Leaves(experiment, "", "").Select(l => (l.Name, l.Value))];

    internal static Experiment Set(Experiment experiment, string name, string text)
    {
        var all = Leaves(experiment, "", "").ToArray();
        var names = all.Select(l => l.Name).ToArray();
        var matches = all.Where(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || l.Path.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (matches.Length == 0) matches = [.. all.Where(l => l.Name.EndsWith("." + name, StringComparison.OrdinalIgnoreCase))];
        return matches.Length switch
        {
            1 => (Experiment)With(experiment, matches[0].Path.Split('.'), matches[0].Name, text),
            0 => throw new UserErrorException($"--set: there is no setting '{name}'{Hint(name, names)}; the settings are {string.Join(", ", names)}", ExitCodes.WrongUsage),
            _ => throw new UserErrorException($"--set: '{name}' may mean {string.Join(" or ", matches.Select(m => m.Name))}; give the whole name", ExitCodes.WrongUsage),
        };
    }

    private static string Hint(string name, string[] names) => Suggestions.Nearest(name, names) is { } whole
        ? $"; did you mean '{whole}'?"
        : Suggestions.Hint(name, names.Select(n => n[(n.LastIndexOf('.') + 1)..]));

    private static (string Name, string Value) Split(string setting)
    {
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        return at > 0
            ? (setting[..at].Trim(), setting[(at + 1)..].Trim())
            : throw new UserErrorException($"--set: expected NAME=VALUE, got '{setting}'", ExitCodes.WrongUsage);
    }

    // The path of properties, and the name without the step into the options of a choice: Network.Trunk.Width, Method.TargetWeight.
    private static IEnumerable<(string Path, string Name, object? Value)> Leaves(object record, string path, string name)
    {
        foreach (var property in Settable(record.GetType()))
        {
            var value = property.GetValue(record);
            var isOptions = property.PropertyType == typeof(object);
            var (inner, shown) = (path + property.Name, isOptions ? name.TrimEnd('.') : name + property.Name);
            if (IsLeaf(property.PropertyType)) yield return (inner, shown, value);
            else if (value is not null && IsRecord(value.GetType()))
                foreach (var leaf in Leaves(value, inner + ".", shown + ".")) yield return leaf;
        }
    }

    private static object With(object record, string[] path, string name, string text)
    {
        var property = record.GetType().GetProperty(path[0])!;
        var value = path.Length > 1 ? With(property.GetValue(record)!, path[1..], name, text)
            : text is "" or "null" or "none" && IsNullable(property) ? null : Parse(property.PropertyType, name, text);
        var copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }

    private static object? Parse(Type type, string name, string text)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementOf(type) is { } element)
        {
            // 3,4,23,3 or [3, 4, 23, 3]: an array serves every interface of a read-only list.
            var parts = text.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var list = Array.CreateInstance(element, parts.Length);
            for (var i = 0; i < parts.Length; i++) list.SetValue(Parse(element, name, parts[i]), i);
            return list;
        }
        try
        {
            if (!plain.IsEnum) return Convert.ChangeType(text, plain, CultureInfo.InvariantCulture);
            return Enum.GetNames(plain).FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse(plain, known) : throw new FormatException();
        }
        catch (Exception error) when (error is FormatException or OverflowException or InvalidCastException)
        {
            var expected = plain.IsEnum ? string.Join(" or ", Enum.GetNames(plain))
                : plain == typeof(bool) ? "true or false" : plain == typeof(double) ? "a number" : plain == typeof(string) ? "a text" : "a whole number";
            throw new UserErrorException($"--set {name}: expected {expected}, got '{text}'", ExitCodes.WrongUsage);
        }
    }

    private static bool IsNullable(PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0);

    private static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && IsLeaf(type.GetGenericArguments()[0])
        ? type.GetGenericArguments()[0] : null;

    private static bool IsLeaf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementOf(plain) is not null) return true;
        return plain.IsEnum || plain == typeof(bool) || plain == typeof(int) || plain == typeof(long) || plain == typeof(double) || plain == typeof(string);
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null && type.Namespace?.StartsWith("Research.", StringComparison.Ordinal) == true;
}
