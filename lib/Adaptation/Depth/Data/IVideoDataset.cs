namespace Research.Adaptation.Depth;

/// <summary>Triples of consecutive pictures by number. Safe for concurrent use; the same index always gives the same sample.</summary>
public interface IVideoDataset
{
    /// <summary>Short name for tables and errors.</summary>
    string Name { get; }

    /// <summary>Text that differs where any sample may differ; part of what a run's hash is made of.</summary>
    string Fingerprint { get; }

    /// <summary>Number of triples.</summary>
    int Count { get; }

    /// <summary>One triple.</summary>
    /// <param name="index">0 .. Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such triple.</exception>
    VideoSample Load(int index);
}
