namespace TorchSharp.Interop;

/// <summary>The backward of a custom function, without its type parameter.</summary>
internal interface ICustomFunction
{
    List<torch.Tensor> Backward(torch.autograd.AutogradContext ctx, List<torch.Tensor> gradients);
}
