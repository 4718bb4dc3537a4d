using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null)
        {
            if (@out is null) return Aten.amax.Call(this, dims, keepdim);
            Aten.amax__out.Run(this, dims, keepdim, @out);
            return @out;
        }

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null)
        {
            if (@out is null) return Aten.amin.Call(this, dims, keepdim);
            Aten.amin__out.Run(this, dims, keepdim, @out);
            return @out;
        }

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
            amax(dims.ToArray(), keepdim, @out);
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
            amin(dims.ToArray(), keepdim, @out);
    }
}
