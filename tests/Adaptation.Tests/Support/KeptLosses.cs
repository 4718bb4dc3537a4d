using static TorchSharp.torch;

namespace Research.Adaptation.Tests;

/// <summary>
/// Lists of losses that tests keep come from libtorch 1.13.1. Another version adds up in another order, and a few steps of training carry the last bits upwards
/// (SourceOnly on libtorch 2.6 and 2.14: 2e-5 after 8 steps, 5e-3 after 12, 4e-2 after 16), sooner where a confidence crosses its threshold: the beginning must agree.
/// </summary>
internal static class KeptLosses
{
    /// <summary>How many entries of a list must agree: all with libtorch 1.13, with another one those of the beginning.</summary>
    public static int Comparable(int all, int beginning) => __version__.StartsWith("1.13", StringComparison.Ordinal) ? all : beginning;
}
