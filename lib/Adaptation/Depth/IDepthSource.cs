using Research.Imaging;

namespace Research.Adaptation.Depth;

/// <summary>Depth of pictures by number, wherever it comes from. Safe for concurrent use; the same index always gives the same map.</summary>
public interface IDepthSource
{
    /// <summary>Short name for tables and errors.</summary>
    string Name { get; }

    /// <summary>Text that differs where any map may differ.</summary>
    string Fingerprint { get; }

    /// <summary>Number of maps.</summary>
    int Count { get; }

    /// <summary>One map, in metres; infinite for sky and whatever is too far to tell, NaN where unknown.</summary>
    /// <param name="index">0 .. Count - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such map.</exception>
    DepthMap Load(int index);
}
