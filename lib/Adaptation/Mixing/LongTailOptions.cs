namespace Research.Adaptation.Mixing;

/// <summary>Long-tail class first sampling: which classes are rare, and how many of them every step pastes.</summary>
public sealed record LongTailOptions
{
    /// <summary>The rare classes; null for the <see cref="Count"/> classes that occur in the fewest source pictures.</summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>How many classes are rare where <see cref="Classes"/> does not say which; 1 to 255.</summary>
    /// <value>5, as published for GTA5.</value>
    public int Count { get; init; } = 5;

    /// <summary>Rare classes drawn in every step, the same for all pictures of the batch; 1 to 16.</summary>
    /// <value>2.</value>
    public int PerStep { get; init; } = 2;

    /// <summary>How many pixels of its class a picture must show at training size to be drawn for it; 1 or more.</summary>
    /// <value>1, as published.</value>
    public int SmallestArea { get; init; } = 1;

    /// <summary>Whether both domains receive the same rare crops.</summary>
    public RareCrops Crops { get; init; } = RareCrops.OfEveryClass;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Classes is not null && (Classes.Count == 0 || Classes.Any(c => c is < 0 or > 254) || Classes.Distinct().Count() != Classes.Count))
            throw new ArgumentException($"{nameof(LongTailOptions)}.{nameof(Classes)}: expected different classes from 0 to 254, at least one, got [{string.Join(", ", Classes)}]");
        Check(nameof(Count), Count, 255);
        Check(nameof(PerStep), PerStep, 16);
        Check(nameof(SmallestArea), SmallestArea, int.MaxValue);
    }

    /// <inheritdoc/>
    public bool Equals(LongTailOptions? other) =>
        other is not null && Count == other.Count && PerStep == other.PerStep && SmallestArea == other.SmallestArea && Crops == other.Crops
        && (Classes is null ? other.Classes is null : other.Classes is not null && Classes.SequenceEqual(other.Classes));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, PerStep, SmallestArea, Crops, Classes?.Count);

    private static void Check(string field, int value, int maximum)
    {
        if (value < 1 || value > maximum)
            throw new ArgumentException($"{nameof(LongTailOptions)}.{field}: expected 1 to {maximum}, got {value}");
    }
}
