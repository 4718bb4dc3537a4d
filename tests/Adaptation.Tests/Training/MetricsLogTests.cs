using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Training;

public sealed class MetricsLogTests
{
    [Fact]
    public void Append_ThenRead_GivesTheSameBits()
    {
        using var temporary = new TemporaryFolder();
        using (var log = MetricsLog.Open(temporary["m.csv"], 0))
        {
            log.Append(1, [("a", 0.1 + 0.2), ("b", double.NaN)]);
            log.Append(2, [("a", 1e-300), ("b", -1)]);
        }
        var read = MetricsLog.Read(temporary["m.csv"]);
        Assert.Equal([0.1 + 0.2, 1e-300], read["a"]);
        Assert.Equal([double.NaN, -1], read["b"]);
    }

    [Fact]
    public void Open_AfterAKill_DropsRowsAfterTheCheckpointAndTornOnes()
    {
        using var temporary = new TemporaryFolder();
        temporary.Write("m.csv", "step,a\n1,10\n2,20\n3,30\n4,4");
        using (var log = MetricsLog.Open(temporary["m.csv"], 2)) log.Append(3, [("a", 31)]);
        Assert.Equal("step,a\n1,10\n2,20\n3,31\n", File.ReadAllText(temporary["m.csv"]));
    }

    [Fact]
    public void Append_OtherColumns_IsRefused()
    {
        using var temporary = new TemporaryFolder();
        using var log = MetricsLog.Open(temporary["m.csv"], 0);
        log.Append(1, [("a", 1)]);
        Assert.Contains("columns a, got b", Assert.Throws<InvalidOperationException>(() => log.Append(2, [("b", 1)])).Message);
    }

    [Fact]
    public void Read_NoFile_IsEmpty() => Assert.Empty(MetricsLog.Read("/nowhere/metrics.csv"));
}
