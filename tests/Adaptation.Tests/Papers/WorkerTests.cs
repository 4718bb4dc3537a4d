using Research.Adaptation.Methods;
using Research.Adaptation.Papers;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Papers;

public sealed class WorkerTests
{
    private static readonly Recipe Source = BlockRecipes.Create("source", null, MethodChoice.SourceOnly, 4);
    private static readonly Recipe Adapted = BlockRecipes.Create("adapted", Source, MethodChoice.SourceOnly, 3);
    private static readonly Recipe Needing = BlockRecipes.Create("needing", Adapted, MethodChoice.SourceOnly, 3) with { Needs = new Dictionary<string, Recipe> { ["other"] = Source } };

    private static WorkerPlan Plan(Func<Recipe, bool>? known = null, Func<Recipe, long, bool>? kept = null) =>
        new(known ?? (_ => true), kept ?? ((_, _) => false), (recipe, seed) => $"{recipe.Row}/{seed}", Profile.Mini);

    [Fact]
    public void Add_RunsThatStartFromOthers_ComeOnceEachAndBehindThem()
    {
        var plan = Plan();
        foreach (var recipe in new[] { Needing, Adapted, Source })
            foreach (var seed in new[] { 1L, 2L })
                plan.Add(recipe, seed);
        Assert.Equal(["source/1", "adapted/1", "needing/1", "source/2", "adapted/2", "needing/2"], plan.Jobs.Select(j => j.Hash));
        Assert.Equal(["source/1", "adapted/1"], plan.Jobs[2].After.Select(j => j.Hash));
        Assert.Empty(plan.Jobs[3].After);
    }

    [Fact]
    public void Add_WhatIsKept_IsNotPlannedAndNotWaitedFor()
    {
        var plan = Plan(kept: (recipe, seed) => recipe.Row == "source" && seed == 1);
        plan.Add(Adapted, 1);
        plan.Add(Adapted, 2);
        Assert.Equal(["adapted/1", "source/2", "adapted/2"], plan.Jobs.Select(j => j.Hash));
        Assert.Empty(plan.Jobs[0].After);
    }

    [Fact]
    public void Add_WhatNoWorkerFinds_IsLeftOutWithAllThatStartsFromIt()
    {
        var plan = Plan(known: recipe => recipe.Row != "adapted");
        plan.Add(Needing, 1);
        plan.Add(Source, 1);
        Assert.Equal(["source/1"], plan.Jobs.Select(j => j.Hash));
    }

    [Fact]
    public void Next_RunThatWaits_ComesWhenTheOtherHasEndedWellAndNeverWhereItHasNot()
    {
        var plan = Plan();
        plan.Add(Adapted, 1);
        plan.Add(Adapted, 2);
        var shift = new WorkerShift(plan.Jobs);
        var (source, adapted, source2) = (plan.Jobs[0], plan.Jobs[1], plan.Jobs[2]);
        Assert.Same(source, shift.Next());
        shift.Begin(source);
        Assert.Same(source2, shift.Next());
        shift.Begin(source2);
        Assert.Null(shift.Next());
        Assert.Same(source, shift.Oldest);
        shift.End(source, well: true);
        Assert.Same(adapted, shift.Next());
        shift.Begin(adapted);
        Assert.Same(source2, shift.Oldest);
        shift.End(source2, well: false);
        shift.End(adapted, well: true);
        Assert.Null(shift.Next());
        Assert.Equal(0, shift.Running);
    }

    [Fact]
    public void Serve_OrderOfAnotherHashOrUnknownRecipe_IsDeclinedWithTheReason()
    {
        using var temporary = new TemporaryFolder();
        var output = new StringWriter();
        var orders = string.Join('\n',
            """{"recipe":"maximum-squares.gta5-to-cityscapes.source","profile":"Smoke","seed":1,"hash":"0"}""", "noise", "{ noise",
            """{"recipe":"no-such","profile":"Smoke","seed":1,"hash":"0"}""");
        WorkerService.Serve(new StringReader(orders), output, told => new ExperimentRunner(new RunStore(temporary.Path), new DataPlaces(), TimeProvider.System, progress: told), default);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("expected the run 0, here it is ", lines[0]);
        Assert.Contains("there is no recipe \\u0027no-such\\u0027", lines[1]);
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path));
    }

    [Fact]
    public void TrainAhead_ProgramThatDies_LeavesTheRunsToTheOneWhoAsked()
    {
        using var temporary = new TemporaryFolder();
        var table = MaximumSquaresPaper.Gta5ToCityscapes;
        var runner = new ExperimentRunner(new RunStore(temporary.Path), new DataPlaces(), TimeProvider.System) { Workers = new WorkerPool("/bin/false", 2) };
        Assert.Empty(runner.TrainAhead(table.Rows, Profile.Smoke, [1]));
        Assert.Equal(RunState.Finished, runner.Run(table.Rows[0], Profile.Smoke, 1).Record.State);
    }
}
