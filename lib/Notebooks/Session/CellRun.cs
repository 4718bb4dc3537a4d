using System.Diagnostics;

namespace Research.Notebooks;

/// <summary>What the parts of one running cell share.</summary>
internal sealed class CellRun
{
    /// <summary>Set by <c>#!time</c>.</summary>
    public Stopwatch? Watch { get; set; }

    /// <summary>Value of the last trailing expression.</summary>
    public MimeBundle? Value { get; set; }

    /// <summary>What <c>#!help</c> found, for a front end that shows such text beside the notebook.</summary>
    public MimeBundle? Page { get; set; }
}
