using System.Collections;

namespace TorchSharp.Extras;

/// <summary>A dictionary of a .pth file in the order in which it was written; keys are strings, numbers, truth values, tuples or null.</summary>
public sealed class PthDictionary : IReadOnlyCollection<KeyValuePair<object?, object?>>
{
    private static readonly object NoKey = new();
    private readonly List<KeyValuePair<object?, object?>> items = [];
    private readonly Dictionary<object, int> places = [];

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public object? this[object? key] =>
        TryGet(key, out var value) ? value : throw new KeyNotFoundException($"there is no '{key}' among {Count} keys");

    /// <summary>Looks a key up.</summary>
    public bool TryGet(object? key, out object? value)
    {
        var found = places.TryGetValue(key ?? NoKey, out var place);
        value = found ? items[place].Value : null;
        return found;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<object?, object?>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Set(object? key, object? value)
    {
        if (places.TryGetValue(key ?? NoKey, out var place)) items[place] = new(key, value);
        else
        {
            places.Add(key ?? NoKey, items.Count);
            items.Add(new(key, value));
        }
    }
}
