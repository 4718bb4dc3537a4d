namespace Research.Scenes.Geometry;

/// <summary>
/// Counter-based random numbers: the n-th number is splitmix64's finaliser of key + n * golden ratio, so a stream
/// depends on its key only, never on who drew before. Streams are split by purpose.
/// </summary>
internal sealed class SceneRandom(ulong key)
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;
    private ulong counter;

    public ulong Key { get; } = key;

    public static SceneRandom For(string domain, long seed, int index) => new SceneRandom(Mix((ulong)SceneGenerator.Version))
        .Split(domain).Split(seed).Split(index);

    public SceneRandom Split(string purpose) => new(Mix(Key ^ HashOf(purpose)));

    public SceneRandom Split(long number) => new(Mix(Key + Golden * (ulong)(number * 2 + 1)));

    /// <summary>The same stream from its beginning.</summary>
    public SceneRandom Restarted() => new(Key);

    public ulong Next() => Mix(Key + Golden * ++counter);

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    public double In(ValueRange range) => Uniform(range.Minimum, range.Maximum);

    /// <summary>Uniform over low .. high, both included.</summary>
    public int Integer(int low, int high) => low + (int)(Uniform() * (high - low + 1));

    public int Integer(ValueRange range) => Integer((int)range.Minimum, (int)range.Maximum);

    public bool Chance(double probability) => Uniform() < probability;

    public double Sign() => Chance(0.5) ? 1 : -1;

    /// <summary>An index with probability proportional to its weight.</summary>
    public int Pick(IReadOnlyList<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var left = Uniform() * total;
        for (var n = 0; n < weights.Count; n++)
        {
            left -= weights[n];
            if (left < 0) return n;
        }

        return weights.Count - 1;
    }

    public T PickFrom<T>(IReadOnlyList<T> items) => items[Integer(0, items.Count - 1)];

    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    private static ulong HashOf(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash;
    }
}
