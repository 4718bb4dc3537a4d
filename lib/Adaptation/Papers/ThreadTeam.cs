using static TorchSharp.torch;

namespace Research.Adaptation.Papers;

/// <summary>
/// One thread for training at the small profiles, all at the Paper profile. Sums depend on how threads share them, so with one thread a run
/// has the same bits on any number of processors; and a network that small gains little from a second thread.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    private readonly int before = get_num_threads();

    private ThreadTeam() => set_num_threads(1);

    public static ThreadTeam? For(Profile profile) => profile == Profile.Paper ? null : new ThreadTeam();

    public void Dispose() => set_num_threads(before);
}
