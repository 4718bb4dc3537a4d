namespace Research.Notebooks.Tests;

/// <summary>Measures the whole process, so it runs while no other test does.</summary>
[CollectionDefinition(nameof(SessionMemoryTests), DisableParallelization = true)]
[Collection(nameof(SessionMemoryTests))]
public sealed class SessionMemoryTests
{
    private const int Cells = 200;

    [Fact]
    public void TwoHundredCells_CostLessThanHalfAMegabyteEach()
    {
        using var lab = new Lab();
        for (var cell = 0; cell < 30; cell++)
            Run(lab, cell);
        var before = Resident();
        for (var cell = 0; cell < Cells; cell++)
            Run(lab, cell);
        var each = (Resident() - before) / (double)Cells / (1 << 20);
        Assert.True(each < 0.5, $"{each:0.00} MB per cell");
    }

    private static void Run(Lab lab, int cell) =>
        lab.Value($"var list{cell} = Enumerable.Range(0, 10).Select(x => x * {cell}).ToList(); Console.WriteLine(list{cell}.Count); list{cell}.Sum()");

    private static long Resident()
    {
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive);
            GC.WaitForPendingFinalizers();
        }
        return Environment.WorkingSet;
    }
}
