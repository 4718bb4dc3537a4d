using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a seed and a state that can be read and set.</summary>
    public class Generator : IDisposable
    {
        private IntPtr _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            _handle = TorchException.Check(
                Shim.shim_generator_new((long)seed, (int)this.device.type, this.device.index), "Generator", $"seed {seed}, {this.device}");
        }

        private Generator(IntPtr handle, Device device)
        {
            _handle = handle;
            this.device = device;
        }

        ~Generator() => Dispose(false);

        public IntPtr Handle => _handle != IntPtr.Zero ? _handle : throw new InvalidOperationException("the generator has been disposed");
        public Device device { get; }

        /// <summary>The CPU's default generator, which every operator without a generator of its own draws from.</summary>
        public static Generator Default => Of(CPU);

        public Tensor get_state() => new(TorchException.Check(Shim.shim_generator_get_state(Handle), "Generator.get_state"));

        public void set_state(Tensor value)
        {
            TorchException.Check(Shim.shim_generator_set_state(Handle, value.Handle), "Generator.set_state", ArgText.Describe(value));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            TorchException.Check(Shim.shim_generator_seed(Handle, seed), "Generator.manual_seed");
            return this;
        }

        public long seed() => Shim.shim_generator_reseed(Handle);
        public long initial_seed() => Shim.shim_generator_current(Handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle != IntPtr.Zero) Shim.shim_generator_release(handle);
        }

        internal static Generator Of(Device device) =>
            new(TorchException.Check(Shim.shim_generator_default((int)device.type, device.index), "Generator.Default", device.ToString()), device);
    }
}
