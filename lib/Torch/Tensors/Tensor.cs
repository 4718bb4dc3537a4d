using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor of libtorch. Owns one reference to the native object; <see cref="Dispose()"/>, a dispose scope or the
    /// finalizer gives it back.
    /// </summary>
    [TensorFormatting.TypeFormatterSource]
    public partial class Tensor : IDisposable
    {
        private static long _total;
        private static long _peak;
        private IntPtr _handle;

        /// <summary>Takes over one reference.</summary>
        internal Tensor(IntPtr handle)
        {
            _handle = handle;
            var total = Interlocked.Increment(ref _total);
            if (total > _peak) _peak = total;
            OwningScope = DisposeScopeManager.Register(this);
        }

        ~Tensor() => Dispose(false);

        internal DisposeScope? OwningScope { get; set; }

        /// <summary>Tensor objects alive in this process: created, neither disposed nor finalized.</summary>
        public static long TotalCount => Interlocked.Read(ref _total);

        /// <summary>The largest value that <see cref="TotalCount"/> has had.</summary>
        public static long PeakCount => Interlocked.Read(ref _peak);

        public IntPtr Handle => _handle != IntPtr.Zero
            ? _handle
            : throw new InvalidOperationException("Tensor invalid -- empty handle: it has been disposed.");

        public bool IsInvalid => _handle == IntPtr.Zero;

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle == IntPtr.Zero) return;
            Interlocked.Decrement(ref _total);
            if (disposing)
            {
                DisposeScopeManager.Disposing(this, OwningScope);
                OwningScope = null;
            }
            Shim.shim_tensor_release(handle);
        }

        /// <summary>Gives the native reference to the caller; this object is then as good as disposed.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle == IntPtr.Zero) return handle;
            Interlocked.Decrement(ref _total);
            DisposeScopeManager.Disposing(this, OwningScope);
            OwningScope = null;
            return handle;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningScope?.Detach(this);
            return this;
        }

        [Obsolete("Use DetachFromDisposeScope.")]
        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();

        public Tensor MoveToOuterDisposeScope()
        {
            OwningScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningScope is not null) OwningScope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        /// <summary>A second wrapper over the same native object.</summary>
        internal Tensor Share()
        {
            Shim.shim_tensor_retain(Handle);
            return new Tensor(_handle);
        }

        /// <summary>Puts another native object under this wrapper; takes over one reference.</summary>
        internal void Adopt(IntPtr handle)
        {
            var old = Interlocked.Exchange(ref _handle, handle);
            if (old != IntPtr.Zero) Shim.shim_tensor_release(old);
        }

        internal unsafe TensorInfo Info
        {
            get
            {
                TensorInfo info;
                TorchException.Check(Shim.shim_tensor_info(Handle, &info), "Tensor");
                return info;
            }
        }
    }
}
