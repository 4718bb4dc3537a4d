namespace Research.Notebooks.Kernel;

/// <summary>A message from a client and the socket it came through; the answer goes the same way back.</summary>
internal sealed record KernelRequest(KernelChannel Channel, KernelMessage Message);
