namespace Research.Adaptation.Data;

/// <summary>
/// Position p of an endless stream of samples -> index: a fresh random order of the dataset in every epoch, each a pure function
/// of the seed, so any position can be asked for at any time. Safe for concurrent use.
/// </summary>
internal sealed class EpochOrder
{
    private readonly object gate = new();
    private readonly RandomStream random;
    private readonly Dictionary<long, int[]> epochs = [];
    private readonly int count;

    public EpochOrder(RandomStream random, int count)
    {
        this.random = random;
        this.count = count;
    }

    public int IndexAt(long position)
    {
        long epoch = position / count;
        lock (gate)
        {
            if (!epochs.TryGetValue(epoch, out var order))
            {
                if (epochs.Count >= 4)
                    epochs.Clear();
                epochs[epoch] = order = random.Split("epoch", epoch).Permutation(count);
            }
            return order[(int)(position % count)];
        }
    }
}
