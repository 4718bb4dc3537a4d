using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>How the processes of a group agree on a run: rank 0 decides and writes, the others follow.</summary>
internal static class ReplicatedRun
{
    /// <summary>Rank 0's answer, everywhere.</summary>
    public static bool Decide(ProcessGroup? group, Func<bool> rankZero)
    {
        if (group is null) return rankZero();
        using var scope = NewDisposeScope();
        var answer = tensor([group.Rank == 0 && rankZero() ? 1L : 0L], ScalarType.Int64);
        group.Broadcast(answer);
        return answer[0].item<long>() != 0;
    }

    /// <summary>Rank 0 takes the folder's lock; the others read along.</summary>
    /// <exception cref="RunException">Another run holds the folder.</exception>
    public static RunFolder Open(ProcessGroup? group, RunStore store, RunIdentity run, TimeProvider time)
    {
        if (group is null) return store.Open(run, time);
        RunFolder? folder = null;
        RunException? held = null;
        var open = Decide(group, () =>
        {
            try
            {
                folder = store.Open(run, time);
            }
            catch (RunException error)
            {
                held = error;
            }
            return folder is not null;
        });
        if (held is not null) throw held;
        return folder ?? (open ? RunFolder.Follow(store.FolderOf(run), run.Hash)
            : throw new RunException(store.FolderOf(run), "rank 0 could not open the run; its message says why"));
    }
}
