using Research.Adaptation.Data;
using Research.Cli.Commands;

namespace Research.Cli.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class CommonOptionsTests : IDisposable
{
    private readonly string? before = Environment.GetEnvironmentVariable(DatasetFolder.Variable);

    public void Dispose() => Environment.SetEnvironmentVariable(DatasetFolder.Variable, before);

    [Fact]
    public void DataFolder_RelativeVariable_CountsFromTheCurrentDirectory()
    {
        Environment.SetEnvironmentVariable(DatasetFolder.Variable, "../shared");
        var expected = Path.Combine(Path.GetDirectoryName(Environment.CurrentDirectory)!, "shared");
        Assert.Equal(expected, CommonOptions.DataFolder(null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void DataFolder_NoVariable_IsNull(string? value)
    {
        Environment.SetEnvironmentVariable(DatasetFolder.Variable, value);
        Assert.Null(CommonOptions.DataFolder(null));
    }
}
