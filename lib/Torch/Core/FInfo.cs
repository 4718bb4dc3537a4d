namespace TorchSharp;

public static partial class torch
{
    /// <summary>The limits of a floating-point type.</summary>
    public sealed class FInfo
    {
        internal FInfo(int bits, double eps, double max, double tiny)
        {
            this.bits = bits;
            this.eps = eps;
            this.max = max;
            min = -max;
            this.tiny = smallest_normal = tiny;
        }

        public int bits { get; }
        public double eps { get; }
        public double max { get; }
        public double min { get; }
        public double tiny { get; }
        public double smallest_normal { get; }
    }

    public static FInfo finfo() => finfo(get_default_dtype());

    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.Float16 => new FInfo(16, Math.ScaleB(1, -10), 65504, Math.ScaleB(1, -14)),
        ScalarType.BFloat16 => new FInfo(16, Math.ScaleB(1, -7), Math.ScaleB(1 + 127 / 128.0, 127), Math.ScaleB(1, -126)),
        ScalarType.Float32 or ScalarType.ComplexFloat32 => new FInfo(32, Math.ScaleB(1, -23), float.MaxValue, Math.ScaleB(1, -126)),
        ScalarType.Float64 or ScalarType.ComplexFloat64 => new FInfo(64, Math.ScaleB(1, -52), double.MaxValue, Math.ScaleB(1, -1022)),
        _ => throw new ArgumentException($"{dtype} is no floating-point type"),
    };
}
