namespace Research.Adaptation.Training;

/// <summary>How gradients move weights.</summary>
public enum OptimiserKind
{
    /// <summary>Gradient descent with momentum: <see cref="MomentumDescent"/>.</summary>
    Sgd,

    /// <summary>Kingma and Ba, arXiv 1412.6980, weight decay added to the gradient: <see cref="AdamDescent"/>.</summary>
    Adam,

    /// <summary>Loshchilov and Hutter, arXiv 1711.05101: Adam with the weight decay applied to the weights themselves.</summary>
    AdamW,
}
