namespace Research.Adaptation.Data;

/// <summary>A batch source that can load one process's part of every batch.</summary>
public interface IShardedSource
{
    /// <summary>The part that it loads.</summary>
    BatchShard Shard { get; }
}
