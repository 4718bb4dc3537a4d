using Research.Adaptation.Losses;
using Research.Adaptation.Methods;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Methods;

public sealed class MultiHeadBankTests
{
    [Fact]
    public void With_NoStepsRemembered_IsThePresentStep()
    {
        using var scope = NewDisposeScope();
        using var bank = new MultiHeadBank(0, 4, 2, CPU);
        bank.Remember(Step(1, 3));
        Assert.Equal([1, 1, 1], bank.With(Step(1, 3)).Labels.data<long>().ToArray());
    }

    [Fact]
    public void With_TwoStepsRemembered_ForgetsTheOldest()
    {
        using var scope = NewDisposeScope();
        using var bank = new MultiHeadBank(2, 3, 2, CPU);
        bank.Remember(Step(1, 3));
        bank.Remember(Step(2, 2));
        Assert.Equal([9, 1, 1, 1, 2, 2, -1], bank.With(Step(9, 1)).Labels.data<long>().ToArray());
        bank.Remember(Step(3, 5));
        var all = bank.With(Step(9, 1));
        Assert.Equal([9, 3, 3, 3, 2, 2, -1], all.Labels.data<long>().ToArray());
        Assert.Equal([9f, 3, 3, 3, 2, 2], all.Features.select(1, 0).data<float>().ToArray()[..6]);
    }

    [Fact]
    public void StateDict_Loaded_GoesOnWhereItWas()
    {
        using var scope = NewDisposeScope();
        using var first = new MultiHeadBank(2, 3, 2, CPU);
        first.Remember(Step(1, 3));
        using var second = new MultiHeadBank(2, 3, 2, CPU);
        second.load_state_dict(first.state_dict());
        first.Remember(Step(2, 3));
        second.Remember(Step(2, 3));
        Assert.Equal(first.With(Step(9, 1)).Labels.data<long>().ToArray(), second.With(Step(9, 1)).Labels.data<long>().ToArray());
    }

    private static ContrastBank Step(long label, int count) =>
        new(full([count, 2], (float)label), full([count], label, dtype: ScalarType.Int64));
}
