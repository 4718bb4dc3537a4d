namespace Research.Adaptation.Data;

internal static class DatasetGuard
{
    public static int Index(string name, int count, int index) =>
        (uint)index < (uint)count
            ? index
            : throw new ArgumentOutOfRangeException(nameof(index), $"{name}: expected an index in 0 .. {count - 1}, got {index}");
}
