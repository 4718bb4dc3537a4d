namespace Research.Adaptation.Methods;

/// <summary>Which of the two releases of GaoLii/DSP <see cref="Fidelity.ReleasedCode"/> means; they differ in substance.</summary>
public enum DualSoftPasteRelease
{
    /// <summary>20 July 2021, train_DSP.py @8baf66e: GTA5 and SYNTHIA, discrepancy weights 0.0001.</summary>
    July2021,

    /// <summary>8 September 2021, train.py @f90a6bb: GTA5 only, discrepancy weights 0.005.</summary>
    September2021,
}
