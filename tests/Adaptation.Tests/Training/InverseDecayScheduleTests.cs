using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Training;

public sealed class InverseDecayScheduleTests
{
    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(500, 0.002608)]
    [InlineData(1000, 0.001656)]
    public void At_PublishedSetting_HasTheValuesOfTheFormula(long step, double expected) =>
        Assert.Equal(expected, new InverseDecaySchedule(0.01, 1000).At(step), 5e-7);

    [Fact]
    public void Validate_FieldOutOfRange_NamesIt()
    {
        Assert.StartsWith("Rate", Assert.Throws<ArgumentException>(new InverseDecaySchedule(0, 10).Validate).Message);
        Assert.StartsWith("MaximumSteps", Assert.Throws<ArgumentException>(new InverseDecaySchedule(1, 0).Validate).Message);
        Assert.StartsWith("Growth", Assert.Throws<ArgumentException>(new InverseDecaySchedule(1, 10, -1).Validate).Message);
        Assert.StartsWith("Power", Assert.Throws<ArgumentException>(new InverseDecaySchedule(1, 10, 10, double.NaN).Validate).Message);
    }
}
