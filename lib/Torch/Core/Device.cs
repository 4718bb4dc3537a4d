using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, <c>meta</c> ...; index -1 is the current one.</summary>
    public class Device
    {
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            type = Parse(parts[0], description);
            index = parts.Length switch
            {
                1 => -1,
                2 when int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) => n,
                _ => throw new ArgumentException($"'{description}' is not a device: expected a name such as cpu, cuda or cuda:0", nameof(description)),
            };
        }

        public Device(string deviceType, int index = -1) : this(deviceType) => this.index = index;

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }
        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() =>
            index >= 0 && type != DeviceType.CPU ? $"{type.ToString().ToLowerInvariant()}:{index}" : type.ToString().ToLowerInvariant();

        public override bool Equals(object? obj) => obj is Device other && other.type == type && (other.index == index || type == DeviceType.CPU);
        public override int GetHashCode() => type == DeviceType.CPU ? 0 : HashCode.Combine(type, index);

        private static DeviceType Parse(string name, string description) => name.ToLowerInvariant() switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "mkldnn" => DeviceType.MKLDNN,
            "opengl" => DeviceType.OPENGL,
            "opencl" => DeviceType.OPENCL,
            "ideep" => DeviceType.IDEEP,
            "hip" => DeviceType.HIP,
            "fpga" => DeviceType.FPGA,
            "xla" => DeviceType.XLA,
            "mps" => DeviceType.MPS,
            "meta" => DeviceType.META,
            _ => throw new ArgumentException($"'{description}' is not a device: expected a name such as cpu, cuda or cuda:0", nameof(description)),
        };
    }
}
