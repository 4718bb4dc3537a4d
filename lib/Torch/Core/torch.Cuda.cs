using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether tensors can live on Apple's GPU, by the platform alone, as in TorchSharp.</summary>
    public static bool mps_is_available() =>
        OperatingSystem.IsMacOS() && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64;

    public static partial class cuda
    {
        public static bool is_available() => Shim.shim_cuda_available() != 0;
        public static bool is_cudnn_available() => Shim.shim_cudnn_available() != 0;
        public static int device_count() => Shim.shim_cuda_count();
        public static void manual_seed(long seed) => Seed(seed, 0);
        public static void manual_seed_all(long seed) => Seed(seed, 1);

        public static void synchronize(Device? device = null)
        {
            if (is_available()) TorchException.Check(Shim.shim_cuda_synchronize(device?.index ?? -1), "cuda.synchronize");
        }

        /// <summary>Gives cached, unused memory back to the driver; nothing happens without CUDA.</summary>
        public static void empty_cache() => TorchException.Check(Shim.shim_cuda_empty_cache(), "cuda.empty_cache");

        private static void Seed(long seed, int all)
        {
            if (is_available()) TorchException.Check(Shim.shim_cuda_seed(seed, all), "cuda.manual_seed");
        }
    }

    public static partial class backends
    {
        private static bool Get(int which) => Shim.shim_context_get(which) == 1;

        private static void Set(int which, bool value, string name)
        {
            var result = Shim.shim_context_set(which, value ? 1 : 0);
            TorchException.Check(result, name);
            if (result == 1) throw new NotSupportedException($"{name} cannot be set in libtorch {__version__}");
        }

        public static partial class cuda
        {
            public static bool flash_sdp_enabled() => Get(3);
            public static void enable_flash_sdp(bool enable) => Set(3, enable, "enable_flash_sdp");
            public static bool math_sdp_enabled() => Get(4);
            public static void enable_math_sdp(bool enable) => Set(4, enable, "enable_math_sdp");

            public static class matmul
            {
                public static bool allow_tf32 { get => Get(0); set => Set(0, value, "backends.cuda.matmul.allow_tf32"); }

                public static bool allow_fp16_reduced_precision_reduction
                {
                    get => Get(2);
                    set => Set(2, value, "backends.cuda.matmul.allow_fp16_reduced_precision_reduction");
                }
            }
        }

        public static class cudnn
        {
            public static bool allow_tf32 { get => Get(1); set => Set(1, value, "backends.cudnn.allow_tf32"); }

            /// <summary>Lets cuDNN time its algorithms and keep the fastest.</summary>
            public static bool benchmark { get => Get(5); set => Set(5, value, "backends.cudnn.benchmark"); }
        }
    }
}
