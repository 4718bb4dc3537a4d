using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>Arguments as a reader of an error message wants them: shapes, types, numbers.</summary>
internal static class ArgText
{
    private const int LongestList = 8;

    internal static string Describe(ReadOnlySpan<Arg> args)
    {
        var texts = new string[args.Length];
        for (var i = 0; i < args.Length; i++) texts[i] = Describe(args[i]);
        return string.Join(", ", texts);
    }

    internal static string Describe(Tensor? tensor)
    {
        if (tensor is null) return "null";
        if (tensor.IsInvalid) return "a disposed tensor";
        var device = tensor.device_type == DeviceType.CPU ? "" : $" on {tensor.device}";
        return $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]{device}";
    }

    private static string Describe(in Arg arg) => arg.Tag switch
    {
        NativeTag.None => "none",
        NativeTag.Tensor => Describe((Tensor)arg.Reference!),
        NativeTag.Int => arg.Bits.ToString(CultureInfo.InvariantCulture),
        NativeTag.Double => BitConverter.Int64BitsToDouble(arg.Bits).ToString(CultureInfo.InvariantCulture),
        NativeTag.Bool => arg.Bits != 0 ? "true" : "false",
        NativeTag.IntList => List((long[])arg.Reference!, n => n.ToString(CultureInfo.InvariantCulture)),
        NativeTag.DoubleList or NativeTag.Complex => List((double[])arg.Reference!, d => d.ToString(CultureInfo.InvariantCulture)),
        NativeTag.BoolList => List((bool[])arg.Reference!, b => b ? "true" : "false"),
        NativeTag.TensorList or NativeTag.OptionalTensorList => List((Tensor?[])arg.Reference!, Describe),
        NativeTag.String => $"'{arg.Reference}'",
        _ => arg.Reference?.ToString() ?? arg.Tag.ToString(),
    };

    private static string List<T>(T[] items, Func<T, string> describe)
    {
        var shown = string.Join(", ", items.Take(LongestList).Select(describe));
        return items.Length > LongestList ? $"[{shown}, ... {items.Length} in all]" : $"[{shown}]";
    }
}
