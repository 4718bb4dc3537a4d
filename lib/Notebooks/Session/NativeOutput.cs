using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Research.Notebooks;

/// <summary>Sends what native code and child processes print to the cell that runs: their file descriptors are pipes while this lives.</summary>
/// <remarks>One at a time in a process, because descriptors belong to the process. Outside of cells the text goes where it went before.</remarks>
internal sealed partial class NativeOutput : IDisposable
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMilliseconds(500);
    private static int owners;
    private readonly List<Capture> captures = [];

    private NativeOutput(NotebookSession session, NativeStreams streams)
    {
        // What native code printed before belongs to nobody here.
        Native.Flush(0);
        captures.Add(new Capture(StandardOutput, "stdout", session));
        if (streams == NativeStreams.OutputAndError)
            captures.Add(new Capture(StandardError, "stderr", session));
    }

    /// <summary>Starts capturing; null where nothing is asked for, the system has no such descriptors, or another session captures already.</summary>
    public static NativeOutput? Begin(NotebookSession session, NativeStreams streams)
    {
        if (streams == NativeStreams.None || OperatingSystem.IsWindows())
            return null;
        if (Interlocked.CompareExchange(ref owners, 1, 0) != 0)
            return null;
        return new NativeOutput(session, streams);
    }

    /// <summary>Waits until what has been printed so far has reached its cell.</summary>
    public void Drain()
    {
        Native.Flush(0);
        foreach (var capture in captures)
            capture.Drain(DrainLimit);
    }

    public void Dispose()
    {
        Drain();
        captures.ForEach(capture => capture.Dispose());
        Volatile.Write(ref owners, 0);
    }

    private sealed class Capture : IDisposable
    {
        private readonly int descriptor;
        private readonly int original;
        private readonly FileStream read;
        private readonly string stream;
        private readonly NotebookSession session;
        private readonly Thread thread;

        // What is taken from the pipe reaches its cell under this gate: an empty pipe seen under it means that nothing is on its way.
        private readonly Lock gate = new();
        private readonly byte[] bytes = new byte[1 << 14];
        private readonly char[] characters = new char[(1 << 14) + 1];
        private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

        public Capture(int descriptor, string stream, NotebookSession session)
        {
            (this.descriptor, this.stream, this.session) = (descriptor, stream, session);
            original = Native.Duplicate(descriptor);
            Span<int> ends = stackalloc int[2];
            if (original < 0 || Native.Pipe(ref ends[0]) != 0 || Native.DuplicateTo(ends[1], descriptor) < 0)
                throw new IOException($"the {stream} of native code cannot be captured: error {Marshal.GetLastPInvokeError()} of the system");
            _ = Native.Close(ends[1]);
            Native.KeepFromChildren(ends[0]);
            Native.KeepFromChildren(original);
            read = new FileStream(new SafeFileHandle(ends[0], ownsHandle: true), FileAccess.Read, bufferSize: 0);
            thread = new Thread(Read) { IsBackground = true, Name = "native " + stream };
            thread.Start();
        }

        /// <summary>Hands over what is in the pipe; for no longer than the limit, because a child process may print without end.</summary>
        public void Drain(TimeSpan limit)
        {
            var end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
            while (TakeOne() && Environment.TickCount64 < end)
            {
            }
        }

        public void Dispose()
        {
            _ = Native.DuplicateTo(original, descriptor);
            // A child process that still runs may hold the pipe's other end; its reader is a background thread and goes on.
            thread.Join(DrainLimit);
        }

        private void Read()
        {
            try
            {
                while (Native.WaitForInput(read.SafeFileHandle, out var abandoned))
                {
                    if (!TakeOne() && abandoned)
                        break;
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The pipe is gone with its owner.
            }
            read.Dispose();
            _ = Native.Close(original);
        }

        /// <summary>One piece from the pipe to the cell that runs, or to where it went before; false where the pipe is empty.</summary>
        private bool TakeOne()
        {
            lock (gate)
            {
                if (read.SafeFileHandle.IsClosed || Native.Waiting(read.SafeFileHandle) == 0)
                    return false;
                var count = read.Read(bytes, 0, bytes.Length);
                if (session.Running is { } cell)
                    cell.Output.Write(stream, new string(characters, 0, decoder.GetChars(bytes, 0, count, characters, 0)));
                else
                    Native.WriteAll(original, bytes.AsSpan(0, count));
                return true;
            }
        }
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
        public static partial int Duplicate(int descriptor);

        [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
        public static partial int DuplicateTo(int from, int to);

        [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
        public static partial int Pipe(ref int ends);

        [LibraryImport("libc", EntryPoint = "close")]
        public static partial int Close(int descriptor);

        [LibraryImport("libc", EntryPoint = "fflush")]
        public static partial int Flush(nint stream);

        [LibraryImport("libc", EntryPoint = "write")]
        private static unsafe partial nint Write(int descriptor, byte* bytes, nint count);

        [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
        private static partial int Poll(ref PollEntry entry, nuint count, int milliseconds);

        [LibraryImport("libc", EntryPoint = "ioctl")]
        private static partial int Control(SafeFileHandle descriptor, nuint request, out int value);

        [LibraryImport("libc", EntryPoint = "ioctl")]
        private static partial int Control(int descriptor, nuint request);

        /// <summary>Closes a descriptor in programs that are started; a child with the reading end would wait for itself where nobody reads any more.</summary>
        public static void KeepFromChildren(int descriptor)
        {
            const nuint linux = 0x5451, darwin = 0x20006601;   // FIOCLEX
            _ = Control(descriptor, OperatingSystem.IsLinux() ? linux : darwin);
        }

        /// <summary>Bytes in a pipe that nobody has read.</summary>
        public static int Waiting(SafeFileHandle pipe)
        {
            const nuint linux = 0x541B, darwin = 0x4004667F;   // FIONREAD
            return Control(pipe, OperatingSystem.IsLinux() ? linux : darwin, out var count) == 0 ? count : 0;
        }

        /// <summary>Waits until a pipe holds something or nobody can write to it any more; false where the system refuses.</summary>
        public static bool WaitForInput(SafeFileHandle pipe, out bool abandoned)
        {
            const short readable = 1, hungUp = 0x10 | 0x08 | 0x20;   // POLLIN; POLLHUP, POLLERR, POLLNVAL
            const int interrupted = 4;
            var entry = new PollEntry { Descriptor = (int)pipe.DangerousGetHandle(), Events = readable };
            int found;
            while ((found = Poll(ref entry, 1, -1)) < 0 && Marshal.GetLastPInvokeError() == interrupted)
            {
            }
            abandoned = (entry.Returned & hungUp) != 0;
            return found >= 0;
        }

        public static unsafe void WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
        {
            fixed (byte* start = bytes)
                for (nint done = 0; done < bytes.Length;)
                {
                    var written = Write(descriptor, start + done, bytes.Length - done);
                    if (written <= 0) return;
                    done += written;
                }
        }

        /// <summary>The system's <c>struct pollfd</c>.</summary>
        [StructLayout(LayoutKind.Sequential)]
        private struct PollEntry
        {
            public int Descriptor;
            public short Events;
            public short Returned;
        }
    }
}
