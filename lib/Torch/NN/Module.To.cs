using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);
            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog((ScalarType?)dtype, device, non_blocking);
            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>
            /// Moves parameters and buffers of the tree. The objects stay the same (an optimizer made before keeps working), their
            /// memory changes. A type applies to floating-point tensors only.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is { } type && !(type.IsFloatingPoint() || type.IsComplex()))
                    throw new ArgumentException($"a module's parameters are floating-point or complex, they cannot become {type}", nameof(dtype));
                if (device is not null) InitializeDeviceType(device.type);
                using var gradless = no_grad();
                foreach (var (_, module) in Parts) module._toEpilog(dtype, device, non_blocking);
                foreach (var (_, parameter) in _internal_params)
                {
                    Move(parameter, dtype, device, non_blocking);
                    using var gradient = parameter?.grad;
                    if (gradient is null) continue;
                    using var moved = Moved(gradient, dtype, device, non_blocking);
                    if (moved is not null) parameter!.grad = moved;
                }
                foreach (var (_, (buffer, _)) in _internal_buffers) Move(buffer, dtype, device, non_blocking);
                if (device is null) return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            /// <summary>The buffer in another type or on another device; false where it is so already.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                using var gradless = no_grad();
                result = Moved(buffer, dtype, device, false);
                return result is not null;
            }

            /// <summary>The parameter in another type or on another device; false where it is so already.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Modules.Parameter param, out Modules.Parameter? p)
            {
                using var gradless = no_grad();
                using var moved = Moved(param, dtype, device, false);
                p = moved is null ? null : new Modules.Parameter(moved, param.requires_grad);
                return p is not null;
            }

            private static void Move(Tensor? tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (tensor is null) return;
                using var moved = Moved(tensor, dtype, device, non_blocking);
                if (moved is null) return;
                TorchException.Check(Shim.shim_tensor_set_data(tensor.Handle, moved.Handle), "Module.to", ArgText.Describe(tensor));
            }

            private static Tensor? Moved(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                var wanted = dtype is { } type && (tensor.is_floating_point() || tensor.is_complex()) ? type : tensor.dtype;
                var place = device ?? tensor.device;
                if (wanted == tensor.dtype && place.type == tensor.device_type && (place.index < 0 || place.index == tensor.device_index)) return null;
                using var alone = tensor.detach();
                return alone.to(wanted, place, non_blocking: non_blocking);
            }
        }
    }
}
