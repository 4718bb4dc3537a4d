using System.Collections;

namespace Research.Notebooks;

/// <summary>The first elements of a sequence and how many follow, without running through one that may not end.</summary>
internal static class SequenceHead
{
    /// <summary>Takes at most <paramref name="limit"/> elements; the second value is "n more", "more" or null.</summary>
    public static (List<object?> Items, string? More) Take(IEnumerable sequence, int limit)
    {
        var items = new List<object?>();
        foreach (var item in sequence)
        {
            if (items.Count == limit)
                return (items, Count(sequence) is { } count ? $"{count - limit} more" : "more");
            items.Add(item);
        }
        return (items, null);
    }

    private static int? Count(IEnumerable sequence) => sequence switch
    {
        ICollection collection => collection.Count,
        _ => sequence.GetType().GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>))
            ? sequence.GetType().GetProperty("Count")?.GetValue(sequence) as int?
            : null,
    };
}
