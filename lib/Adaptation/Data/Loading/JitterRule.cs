namespace Research.Adaptation.Data;

/// <summary>What the four strengths of a colour jitter mean. The libraries changed it over time, and the papers' numbers belong to theirs.</summary>
public enum JitterRule
{
    /// <summary>
    /// torchvision on PIL pictures, to the byte: brightness blends with black, contrast with the picture's mean grey, saturation with each
    /// pixel's grey; hue turns by a part of the circle. Today's kornia defines its ColorJitter the same way.
    /// </summary>
    Torchvision,

    /// <summary>
    /// kornia 0.2.0 (DSP, DACS): brightness is added, contrast multiplies without a mean, saturation multiplies HSV's S, hue is added in
    /// radians; each step is limited to 0 .. 1.
    /// </summary>
    Kornia020,

    /// <summary>kornia 0.4.1 (CorDA): as 0.2.0, but hue turns by a part of the circle, 2 pi times as far.</summary>
    Kornia041,
}
