// Tests here count live tensors and set torch's seed: both belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Research.Adaptation.Tests
{
    internal static class AssemblySettings
    {
        // Tensors here are tiny: handing them to a second thread costs more than it saves, most of all on a busy machine.
        [System.Runtime.CompilerServices.ModuleInitializer]
        internal static void UseOneThread() => TorchSharp.torch.set_num_threads(1);
    }
}
