namespace Research.Adaptation.Data;

/// <summary>Where training takes its batches from.</summary>
/// <remarks>
/// The batch of step k is a pure function of the source's seed and k: a resumed run sees what an uninterrupted one would have seen.
/// <see cref="BatchPipeline{TParts, TBatch}"/> makes a source of two functions.
/// </remarks>
/// <typeparam name="TBatch">What a step takes.</typeparam>
public interface IBatchSource<out TBatch> : IDisposable
    where TBatch : TrainingBatch
{
    /// <summary>The batch of one step, prepared on the calling thread; the caller disposes it.</summary>
    /// <param name="step">0, 1, 2, ...</param>
    /// <exception cref="DatasetException">A sample cannot be read; the message names the file.</exception>
    TBatch Load(long step);

    /// <summary>The batches of step <paramref name="step"/>, <paramref name="step"/> + 1, ... without end; the caller disposes each.</summary>
    /// <param name="step">0, 1, 2, ...</param>
    /// <param name="cancellation">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DatasetException">A sample cannot be read; the message names the file.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or the source was disposed.</exception>
    IEnumerable<TBatch> From(long step, CancellationToken cancellation = default);
}
