using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Training;

public sealed class PolyScheduleTests
{
    [Fact]
    public void At_PublishedPretraining_FollowsTheMaximumNotTheStop()
    {
        // 2.5e-4 * (1 - 80,000/200,000)^0.9 = 2.5e-4 * 0.6^0.9.
        var schedule = new PolySchedule(2.5e-4, 200_000);
        Assert.Equal(2.5e-4, schedule.At(0));
        Assert.Equal(2.5e-4 * Math.Pow(0.6, 0.9), schedule.At(80_000), 15);
        Assert.Equal(0, schedule.At(200_000));
        Assert.Equal(0, schedule.At(300_000));
    }

    [Theory]
    [InlineData(0, 10, 0.9, "Rate")]
    [InlineData(double.NaN, 10, 0.9, "Rate")]
    [InlineData(0.1, 0, 0.9, "MaximumSteps")]
    [InlineData(0.1, 10, -1, "Power")]
    public void Validate_OutOfRange_NamesTheField(double rate, long maximum, double power, string field) =>
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(new PolySchedule(rate, maximum, power).Validate).Message);

    [Theory]
    [InlineData("Steps")]
    [InlineData("Momentum")]
    [InlineData("WeightDecay")]
    [InlineData("EvaluateEvery")]
    [InlineData("CheckpointEvery")]
    public void TrainingOptions_OutOfRange_NamesTheField(string field)
    {
        var good = TinyTraining.Options(10);
        var bad = field switch
        {
            "Steps" => good with { Steps = 21 },
            "Momentum" => good with { Momentum = 1 },
            "WeightDecay" => good with { WeightDecay = -1 },
            "EvaluateEvery" => good with { EvaluateEvery = -1 },
            _ => good with { CheckpointEvery = 0 },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }
}
