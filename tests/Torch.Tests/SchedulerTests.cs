using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Research.Torch.Tests;

public class SchedulerTests
{
    /// <summary>Rates over epochs 0, 1, 2 ... from the schedules' definitions.</summary>
    public static TheoryData<string, double[]> Expected => new()
    {
        { "poly", [1, Math.Pow(0.9, 0.9), Math.Pow(0.8, 0.9), Math.Pow(0.7, 0.9)] },
        { "poly_lambda", [1, Math.Pow(0.9, 0.9), Math.Pow(0.8, 0.9), Math.Pow(0.7, 0.9)] },
        { "step", [1, 1, 0.1, 0.1, 0.01] },
        { "multistep", [1, 0.5, 0.5, 0.25] },
        { "exponential", [1, 0.5, 0.25] },
        { "linear", [0.5, 0.75, 1, 1] },
        { "constant", [0.5, 0.5, 1, 1] },
        { "cosine", [1, (1 + Math.Cos(Math.PI / 4)) / 2, 0.5, (1 + Math.Cos(3 * Math.PI / 4)) / 2, 0] },
        { "multiplicative", [1, 0.5, 0.25] },
        { "sequential", [0.5, 0.5, 1, 0.5, 0.25] },
        { "cyclic", [0.1, 0.55, 1, 0.55, 0.1, 0.55] },
        // Ten steps, the peak after the third: cosine from 1/25 to 1 over steps 0..2.
        { "onecycle", [0.04, 0.52, 1] },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Schedule_StepByStep_SetsTheRate(string name, double[] rates)
    {
        using var scope = NewDisposeScope();
        var optimizer = optim.SGD([new Parameter(zeros(1))], 1.0);
        var schedule = name switch
        {
            "poly" => PolynomialLR(optimizer, 10, 0.9),
            "poly_lambda" => LambdaLR(optimizer, epoch => Math.Pow(1 - epoch / 10.0, 0.9)),
            "step" => StepLR(optimizer, 2),
            "multistep" => MultiStepLR(optimizer, [1, 3], 0.5),
            "exponential" => ExponentialLR(optimizer, 0.5),
            "linear" => LinearLR(optimizer, 0.5, 1, 2),
            "constant" => ConstantLR(optimizer, 0.5, 2),
            "cosine" => CosineAnnealingLR(optimizer, 4),
            "cyclic" => CyclicLR(optimizer, 0.1, 1, 2),
            "onecycle" => OneCycleLR(optimizer, 1.0, total_steps: 10),
            "multiplicative" => MultiplicativeLR(optimizer, _ => 0.5),
            _ => SequentialLR(optimizer, [ConstantLR(optimizer, 0.5, 2), ExponentialLR(optimizer, 0.5)], [2]),
        };
        foreach (var rate in rates)
        {
            Assert.Equal(rate, optimizer.ParamGroups.First().LearningRate, 1e-12);
            schedule.step();
        }
    }

    [Fact]
    public void ReduceOnPlateau_NoGainBeyondPatience_Lowers()
    {
        using var scope = NewDisposeScope();
        var optimizer = optim.SGD([new Parameter(zeros(1))], 1.0);
        var schedule = ReduceLROnPlateau(optimizer, patience: 1, factor: 0.5);
        foreach (var (value, rate) in new[] { (1.0, 1.0), (0.9, 1.0), (0.9, 1.0), (0.9, 0.5), (0.8, 0.5) })
        {
            schedule.step(value);
            Assert.Equal(rate, optimizer.ParamGroups.First().LearningRate);
        }
    }
}
