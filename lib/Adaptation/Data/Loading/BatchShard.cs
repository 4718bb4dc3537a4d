namespace Research.Adaptation.Data;

/// <summary>The part of every batch that one of several processes loads.</summary>
/// <param name="Index">The part, from 0.</param>
/// <param name="Count">Number of equal parts.</param>
public readonly record struct BatchShard(int Index, int Count)
{
    /// <summary>The whole batch.</summary>
    public static BatchShard Whole { get; } = new(0, 1);

    /// <summary>Places in a batch of a size: the first, and how many.</summary>
    /// <exception cref="ArgumentException">The batch does not fall into that many equal parts.</exception>
    public (int First, int Length) Of(int batch)
    {
        if (Count < 1 || Index < 0 || Index >= Count) throw new ArgumentException($"expected part 0 .. {Count - 1} of at least one, got {Index} of {Count}");
        if (batch % Count != 0) throw new ArgumentException($"expected a batch that falls into {Count} equal parts, one for each process, got {batch} samples");
        return (Index * (batch / Count), batch / Count);
    }
}
