using System.Globalization;
using Research.Adaptation.Tests.Data;
using TorchSharp.Extras;

namespace Research.Adaptation.Tests.Training;

/// <summary>Two processes with half of every batch each train every system as one process with the whole does.</summary>
/// <remarks>In float64: in float32 training amplifies rounding so much that two thread counts alone part within twenty steps.</remarks>
public sealed class ReplicaRecipeTests
{
    private const int Steps = 20;

    [SkippableTheory]
    [InlineData("region-dann.gta5-to-cityscapes.proposed")]
    [InlineData("region-dann.gta5-to-cityscapes.dann")]
    [InlineData("maximum-squares.gta5-to-cityscapes.min-ent")]
    [InlineData("maximum-squares.gta5-to-cityscapes.image-wise-multi")]
    [InlineData("dual-soft-paste.gta5-to-cityscapes.dsp")]
    [InlineData("corda.gta5-to-cityscapes.corda")]
    [InlineData("corda.depth.stereo")]
    [InlineData("corda.depth.video")]
    [InlineData("multi-head.table-1.proposed-eighth")]
    [InlineData("multi-head.label-spaces.proposed")]
    public void Step_OfTwoProcessesWithHalvesOfABatch_GivesTheLossesOfOneWithTheWhole(string key)
    {
        Skip.IfNot(ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo), "this shim was built without Gloo (libgloo-dev)");
        using var scenes = new TemporaryFolder();
        string[] arguments = ["replica-recipe", key, $"{Steps}", scenes.Path];
        var alone = ReplicasTests.Start(1, arguments)[0];
        var together = ReplicasTests.Start(2, arguments);
        Assert.Equal(Steps + 1, alone.Length);
        var most = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            var (expected, got) = (ReplicasTests.Numbers(alone[step]), ReplicasTests.Numbers(together[0][step]));
            Assert.Equal(expected.Length, got.Length);
            // The last number is the gradient's norm: before training has amplified any rounding it is the same too.
            if (step == 0) Assert.Equal(1, got[^1] / expected[^1], 1e-9);
            for (var i = 0; i < expected.Length - 1; i++) most = Math.Max(most, Math.Abs(expected[i] - got[i]));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key}: largest difference of a loss in {Steps} steps {most:E1}"));
        Assert.InRange(most, 0, 1e-5);
        // Both processes have the same losses, weights, teachers and running statistics, to the bit.
        Assert.Equal(together[0], together[1]);
    }
}
