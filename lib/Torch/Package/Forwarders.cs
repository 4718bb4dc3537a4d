using System.Runtime.CompilerServices;

// A notebook that refers to Torch.dll gets TorchSharp with it.
[assembly: TypeForwardedTo(typeof(TorchSharp.torch))]
