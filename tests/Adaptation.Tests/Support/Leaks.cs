using Research.Adaptation.Data;
using Research.Adaptation.Training;
using Research.TestSupport;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests;

/// <summary>What every method's training step must leave behind: nothing.</summary>
internal static class Leaks
{
    /// <summary>Six steps; from the third on none may add a live tensor, and the model keeps no gradient.</summary>
    public static void AssertNone<TBatch>(Trainer<TBatch> trainer, IBatchSource<TBatch> loader, nn.Module model)
        where TBatch : TrainingBatch
    {
        long after = 0;
        for (var step = 0; step < 6; step++)
        {
            using (var batch = loader.Load(step)) trainer.Step(batch, step);
            // The first steps make the optimiser's state; from then on the count stays.
            if (step == 1) after = LiveTensors.Settled();
        }
        Assert.Equal(after, Tensor.TotalCount);
        Assert.All(model.parameters(), p => Assert.Null(p.grad));
    }
}
