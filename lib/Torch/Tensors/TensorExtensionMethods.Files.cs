using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    private const int MostDimensions = 64;

    /// <summary>Type code, rank, sizes, raw bytes in the order of the indices.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        using var gradless = no_grad();
        using var detached = tensor.detach();
        using var host = detached.cpu();
        using var flat = host.contiguous();
        writer.Write7BitEncodedInt((int)flat.dtype);
        var shape = flat.shape;
        writer.Write7BitEncodedInt(shape.Length);
        foreach (var n in shape) writer.Write7BitEncodedInt64(n);
        writer.Write(flat.bytes);
        GC.KeepAlive(flat);
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    /// <summary>Reads values into a tensor of the same type and shape.</summary>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        using var read = Load(reader, skip);
        if (skip) return;
        if (read.dtype != tensor.dtype) throw new ArgumentException($"the file holds {read.dtype}, the tensor is {tensor.dtype}");
        if (!read.shape.SequenceEqual(tensor.shape))
            throw new ArgumentException($"the file holds [{string.Join(", ", read.shape)}], the tensor is [{string.Join(", ", tensor.shape)}]");
        using var gradless = no_grad();
        tensor.copy_(read);
    }

    /// <summary>Reads a tensor; with <paramref name="skip"/> its bytes are passed over and an empty one comes back.</summary>
    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        var type = (ScalarType)reader.Read7BitEncodedInt();
        var size = type.ElementSize();
        var rank = reader.Read7BitEncodedInt();
        if (rank is < 0 or > MostDimensions) throw new InvalidDataException($"a tensor of {rank} dimensions: the file is damaged");
        var shape = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            shape[i] = reader.Read7BitEncodedInt64();
            if (shape[i] < 0) throw new InvalidDataException($"a dimension of size {shape[i]}: the file is damaged");
        }
        var bytes = checked(shape.TotalSize() * size);
        var stream = reader.BaseStream;
        if (stream.CanSeek && bytes > stream.Length - stream.Position)
            throw new InvalidDataException($"a tensor of {bytes} bytes is announced, {stream.Length - stream.Position} are left: the file is damaged");
        if (skip)
        {
            Pass(reader, bytes);
            return empty(0, dtype: type);
        }
        var result = empty(shape, dtype: type, device: CPU);
        stream.ReadExactly(result.bytes);
        return result;
    }

    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is not null) tensor.Load(reader, skip);
        else tensor = Load(reader, skip);
    }

    private static void Pass(BinaryReader reader, long bytes)
    {
        if (reader.BaseStream.CanSeek)
        {
            reader.BaseStream.Seek(bytes, SeekOrigin.Current);
            return;
        }
        var buffer = new byte[Math.Min(bytes, 1 << 16)];
        while (bytes > 0)
        {
            var part = (int)Math.Min(bytes, buffer.Length);
            reader.BaseStream.ReadExactly(buffer, 0, part);
            bytes -= part;
        }
    }
}
