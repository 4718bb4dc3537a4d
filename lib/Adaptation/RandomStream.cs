using System.Numerics;

namespace Research.Adaptation;

/// <summary>
/// A reproducible source of random numbers, split by purpose so that drawing more for one purpose never shifts another.
/// </summary>
/// <remarks>
/// Generator: xoshiro256** (Blackman and Vigna 2018, "Scrambled linear pseudorandom number generators"), period 2^256 - 1;
/// its four words are filled by splitmix64 from a 64-bit key, as the authors advise. <see cref="Split(string)"/> derives the
/// key of a child from the parent's key and the purpose only, never from how many numbers were drawn.
/// Not safe for concurrent use: every thread splits its own stream.
/// </remarks>
public sealed class RandomStream
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong key, s0, s1, s2, s3;

    /// <summary>The root stream of a seed.</summary>
    public RandomStream(long seed)
        : this(Finalise(unchecked((ulong)seed + GoldenGamma)))
    {
    }

    /// <summary>Continues from a saved state.</summary>
    public RandomStream(RandomState state) => State = state;

    private RandomStream(ulong key)
    {
        this.key = key;
        ulong counter = key;
        s0 = NextSplitMix(ref counter);
        s1 = NextSplitMix(ref counter);
        s2 = NextSplitMix(ref counter);
        s3 = NextSplitMix(ref counter);
    }

    /// <summary>The complete state; setting it makes the stream continue from there.</summary>
    /// <exception cref="ArgumentException">All four generator words are zero (the generator would only return zeros).</exception>
    public RandomState State
    {
        get => new(key, s0, s1, s2, s3);
        set
        {
            if ((value.S0 | value.S1 | value.S2 | value.S3) == 0)
                throw new ArgumentException("expected a random state with at least one non-zero word, got all zeros", nameof(value));
            (key, s0, s1, s2, s3) = (value.Key, value.S0, value.S1, value.S2, value.S3);
        }
    }

    /// <summary>An independent stream for a purpose; the same purpose of the same stream always gives the same child.</summary>
    public RandomStream Split(string purpose) => new(ChildKey(purpose));

    /// <summary>An independent stream for the <paramref name="index"/>-th item of a purpose.</summary>
    public RandomStream Split(string purpose, long index) =>
        new(Finalise(unchecked(ChildKey(purpose) + (ulong)index * GoldenGamma) ^ 0xD1B54A32D192ED03));

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="minimum"/>, <paramref name="maximum"/>).</summary>
    public double NextDouble(double minimum, double maximum)
    {
        if (!(minimum <= maximum) || double.IsInfinity(maximum - minimum))
            throw new ArgumentException($"expected a finite range with minimum <= maximum, got [{minimum}, {maximum})");
        return minimum + (maximum - minimum) * NextDouble();
    }

    /// <summary>True with the given probability.</summary>
    public bool NextBool(double probability = 0.5) => NextDouble() < probability;

    /// <summary>Uniform integer in [<paramref name="minimum"/>, <paramref name="maximum"/>), without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int NextInt(int minimum, int maximum)
    {
        if (maximum <= minimum)
            throw new ArgumentOutOfRangeException(nameof(maximum), $"expected a maximum above the minimum {minimum}, got {maximum}");
        return (int)(minimum + (long)NextBelow((ulong)((long)maximum - minimum)));
    }

    /// <summary>Uniform integer in [0, <paramref name="maximum"/>), without bias.</summary>
    public int NextInt(int maximum) => NextInt(0, maximum);

    /// <summary>Standard normal, by the Box-Muller transform; always two draws, so streams stay aligned.</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    /// <summary>Puts the items into a uniformly random order, in place (Fisher-Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A random order of 0 .. <paramref name="count"/> - 1.</summary>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        Shuffle<int>(order);
        return order;
    }

    // Lemire 2019, "Fast random integer generation in an interval": multiply, reject the biased remainder.
    private ulong NextBelow(ulong range)
    {
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }
        return high;
    }

    private ulong ChildKey(string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        ulong hash = 0xCBF29CE484222325; // FNV-1a over UTF-16 units, so that the key depends on neither culture nor process
        foreach (char unit in purpose)
            hash = unchecked((hash ^ unit) * 0x100000001B3);
        return Finalise(unchecked(key + GoldenGamma) ^ Finalise(hash));
    }

    private static ulong NextSplitMix(ref ulong counter)
    {
        counter = unchecked(counter + GoldenGamma);
        return Finalise(counter);
    }

    private static ulong Finalise(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
