namespace Research.Adaptation.Depth;

/// <summary>Stereo pairs by number. Safe for concurrent use; the same index always gives the same sample.</summary>
public interface IStereoDataset
{
    /// <summary>Short name for tables and errors.</summary>
    string Name { get; }

    /// <summary>Text that differs where any sample may differ; part of what a run's hash is made of.</summary>
    string Fingerprint { get; }

    /// <summary>Number of pairs.</summary>
    int Count { get; }

    /// <summary>One pair.</summary>
    /// <param name="index">0 .. Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    StereoSample Load(int index);
}
