using System.ComponentModel;

namespace Research.Notebooks.Cells;

/// <summary>What the loops of a cell look at, so that an interrupt ends them; the compiler of cells puts the calls in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellStop
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);
    private static readonly Lock Gate = new();
    private static int asked;

    /// <summary>True while some cell of this process is being stopped.</summary>
#pragma warning disable CA2211 // A field: it is read in every turn of every loop.
    public static volatile bool Requested;
#pragma warning restore CA2211

    /// <summary>Ends the calling cell if it is one that is being stopped.</summary>
    /// <exception cref="OperationCanceledException">The cell is being stopped.</exception>
    public static void Check() => CellContext.Owning?.Cancellation.ThrowIfCancellationRequested();

    /// <summary>Makes loops check their cell, until a while after the stop is over: code that a cell left on other threads stops, too.</summary>
    internal static IDisposable Begin()
    {
        Change(+1);
        return new Ending();
    }

    private static void Change(int by)
    {
        lock (Gate)
            Requested = (asked += by) > 0;
    }

    private sealed class Ending : IDisposable
    {
        public void Dispose() => _ = Later();

        private static async Task Later()
        {
            await Task.Delay(Linger).ConfigureAwait(false);
            Change(-1);
        }
    }
}
