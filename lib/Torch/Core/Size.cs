using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A shape as a value: tuples and arrays convert to it.</summary>
    public struct Size : IEnumerable<long>
    {
        private readonly long[]? _shape;

        public Size(long[] shape) => _shape = [.. shape];
        public Size(IEnumerable<long> shape) => _shape = [.. shape];
        public Size(int[] shape) => _shape = [.. shape.Select(n => (long)n)];
        public Size(long size) => _shape = [size];
        public Size((long, long) size) => _shape = [size.Item1, size.Item2];
        public Size((long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3];
        public Size((long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];
        public Size((long, long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4, size.Item5];
        public Size((long, long, long, long, long, long) size) =>
            _shape = [size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6];
        public Size(int size) : this((long)size)
        {
        }
        public Size((int, int) size) : this(((long, long))size)
        {
        }
        public Size((int, int, int) size) : this(((long, long, long))size)
        {
        }
        public Size((int, int, int, int) size) : this(((long, long, long, long))size)
        {
        }
        public Size((int, int, int, int, int) size) : this(((long, long, long, long, long))size)
        {
        }
        public Size((int, int, int, int, int, int) size) : this(((long, long, long, long, long, long))size)
        {
        }

        public static Size Empty = new(Array.Empty<long>());

        public readonly bool IsEmpty => Shape.Length == 0;
        public readonly bool IsScalar => Shape.Length == 0;
        public readonly int Length => Shape.Length;
        public readonly long[] Shape => _shape ?? [];
        public readonly long this[int idx] => Shape[idx < 0 ? Shape.Length + idx : idx];
        public readonly long this[long idx] => this[(int)idx];

        public static implicit operator Size(long size) => new(size);
        public static implicit operator Size((long, long) size) => new(size);
        public static implicit operator Size((long, long, long) size) => new(size);
        public static implicit operator Size((long, long, long, long) size) => new(size);
        public static implicit operator Size((long, long, long, long, long) size) => new(size);
        public static implicit operator Size((long, long, long, long, long, long) size) => new(size);
        public static implicit operator Size(long[] size) => new(size);
        public static Size operator +(Size left, Size right) => new([.. left.Shape, .. right.Shape]);
        public static Size operator +(Size left, IEnumerable<long> right) => new([.. left.Shape, .. right]);
        public static bool operator ==(Size left, Size right) => left.Shape.AsSpan().SequenceEqual(right.Shape);
        public static bool operator !=(Size left, Size right) => !(left == right);

        public readonly Size Slice(int first, int next)
        {
            var (start, end) = (Math.Clamp(first < 0 ? first + Length : first, 0, Length), Math.Clamp(next < 0 ? next + Length : next, 0, Length));
            return start < end ? new(Shape[start..end]) : Empty;
        }
        public readonly long numel() => Shape.Aggregate(1L, (product, n) => product * n);
        public readonly IEnumerable<long> Take(int i) => Shape.Take(i);
        public override readonly bool Equals(object? obj) => obj is Size other && this == other;
        public override readonly int GetHashCode() => Shape.Aggregate(17, HashCode.Combine);
        public override readonly string ToString() => $"[{string.Join(", ", Shape)}]";
        public readonly IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();
        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
