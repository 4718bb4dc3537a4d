namespace Research.Adaptation.Training;

/// <summary>The numbers a network computes with; weights, gradients and the optimiser stay in single precision.</summary>
public enum Precision
{
    /// <summary>Single precision throughout.</summary>
    Float32,

    /// <summary>Convolutions and matrix products in bfloat16, which has single precision's range: no gradient scaling.</summary>
    BFloat16,

    /// <summary>Convolutions and matrix products in half precision with gradient scaling; CUDA only.</summary>
    Float16,
}
