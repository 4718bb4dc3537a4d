// N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, 2014, in torch's scaled form.

using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>Dropout that several processes draw together: each takes the part of the whole batch's noise that belongs to its pictures.</summary>
/// <remarks>In one process it is torch's own dropout, to the bit.</remarks>
internal sealed class BatchDropout : nn.Module<Tensor, Tensor>
{
    private readonly double share;

    /// <param name="share">Share of the values that are set to zero, 0 up to 1.</param>
    public BatchDropout(double share) : base(nameof(BatchDropout)) => this.share = share;

    public override Tensor forward(Tensor input) => training && share > 0 ? Replicas.Dropout(input, share) : input.alias();
}
