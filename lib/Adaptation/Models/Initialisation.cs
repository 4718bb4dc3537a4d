namespace Research.Adaptation.Models;

/// <summary>How the weights of a convolution are drawn before training.</summary>
public enum Initialisation
{
    /// <summary>Normal with deviation 0.01, as the released code does before it loads pretrained weights.</summary>
    SmallNormal,

    /// <summary>He et al. 2015 (arXiv 1502.01852): normal with deviation sqrt(2 / fan-out); for training from scratch. Classifier heads stay at 0.01.</summary>
    Kaiming,
}
