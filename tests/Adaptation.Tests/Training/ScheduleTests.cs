using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void At_StepSchedule_FallsByTheFactorEverySoManySteps()
    {
        var schedule = new StepSchedule(0.8, 100, 0.5);
        Assert.Equal([0.8, 0.8, 0.4, 0.2], new long[] { 0, 99, 100, 250 }.Select(schedule.At));
        Assert.Null(schedule.Limit);
    }

    [Fact]
    public void At_WarmUp_GrowsLinearlyIntoTheSchedule()
    {
        // Start 0.2: at step 0 a fifth, half-way 0.2 + 0.8 / 2, from the tenth step on the schedule itself.
        LearningRateSchedule schedule = new ConstantSchedule(0.5) { WarmUpSteps = 10, WarmUpStart = 0.2 };
        Assert.Equal(0.1, schedule.At(0), 12);
        Assert.Equal(0.3, schedule.At(5), 12);
        Assert.Equal(0.5, schedule.At(10));
        schedule = new PolySchedule(1, 100, 1) { WarmUpSteps = 4 };
        Assert.Equal(0.5 * 0.98, schedule.At(2), 12);
        Assert.Equal(0.9, schedule.At(10), 12);
    }

    [Theory]
    [InlineData("Rate")]
    [InlineData("Every")]
    [InlineData("Factor")]
    [InlineData("WarmUpSteps")]
    [InlineData("WarmUpStart")]
    public void Validate_OutOfRange_NamesTheField(string field)
    {
        LearningRateSchedule bad = field switch
        {
            "Rate" => new ConstantSchedule(0),
            "Every" => new StepSchedule(1, 0),
            "Factor" => new StepSchedule(1, 1, 1.5),
            "WarmUpSteps" => new ConstantSchedule(1) { WarmUpSteps = -1 },
            _ => new ConstantSchedule(1) { WarmUpStart = 1 },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }
}
