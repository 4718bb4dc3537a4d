using Research.Adaptation.Methods;
using Research.TestSupport;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Methods;

public sealed class MeanTeacherTests
{
    [Fact]
    public void DecayAt_FirstSteps_IsAPlainAverageUntilTheDecayIsReached()
    {
        using var student = TinyTraining.Model();
        using var network = TinyTraining.Model(2);
        var teacher = new MeanTeacher(student, network, 0.99);
        Assert.Equal([0, 0.5, 1 - 1 / 3.0, 0.75], Enumerable.Range(0, 4).Select(k => teacher.DecayAt(k)));
        Assert.Equal(1 - 1 / 99.0, teacher.DecayAt(98), 15);
        Assert.Equal(0.99, teacher.DecayAt(99), 15);
        Assert.Equal(0.99, teacher.DecayAt(100_000));
    }

    [Fact]
    public void Update_FiveSteps_EqualsPlainLoops()
    {
        using var student = TinyTraining.Model();
        using var network = TinyTraining.Model(2);
        var teacher = new MeanTeacher(student, network, 0.6);
        var expected = new Dictionary<string, double[]>();
        for (var k = 0; k < 5; k++)
        {
            using (no_grad())
                foreach (var p in student.parameters()) p.mul_(1 + 0.1 * (k + 1));
            var now = student.named_parameters().ToDictionary(p => p.name, p => TestTensors.Values(p.parameter));
            var stays = Math.Min(1 - 1.0 / (k + 1), 0.6);
            expected = now.ToDictionary(p => p.Key, p => p.Value.Select((v, i) => k == 0 ? v : stays * expected[p.Key][i] + (1 - stays) * v).ToArray());
            teacher.Update(k);
        }
        foreach (var (name, parameter) in network.named_parameters())
        {
            var values = TestTensors.Values(parameter);
            for (var i = 0; i < values.Length; i++) Assert.Equal(expected[name][i], values[i], 1e-6 * Math.Max(1, Math.Abs(values[i])));
        }
    }

    [Fact]
    public void Constructor_AnyNetwork_CopiesTheStudentAndSwitchesGradientsOff()
    {
        using var student = TinyTraining.Model();
        using var network = TinyTraining.Model(2);
        _ = new MeanTeacher(student, network, 0.99);
        Assert.Equal(TinyTraining.Weights(student), TinyTraining.Weights(network));
        Assert.All(network.parameters(), p => Assert.False(p.requires_grad));
        Assert.Contains(student.parameters(), p => p.requires_grad);
        Assert.True(network.training);
    }

    [Fact]
    public void Update_Buffers_AreLeftToTheTeacher()
    {
        using var scope = NewDisposeScope();
        using var student = TinyTraining.Model();
        using var network = TinyTraining.Model(2);
        var teacher = new MeanTeacher(student, network, 0.99);
        using (no_grad()) student.Forward(rand(2, 3, 16, 32));
        teacher.Update(0);
        var (moved, own) = (student.named_buffers().First(b => b.name.EndsWith("running_mean")), network.named_buffers().First(b => b.name.EndsWith("running_mean")));
        Assert.NotEqual(0, moved.buffer.abs().sum().item<float>());
        Assert.Equal(0, own.buffer.abs().sum().item<float>());
    }

    [Fact]
    public void Update_ManyTimes_LeavesNoTensorBehind()
    {
        using var student = TinyTraining.Model();
        using var network = TinyTraining.Model(2);
        var teacher = new MeanTeacher(student, network, 0.99);
        var before = LiveTensors.Settled();
        for (var k = 0; k < 3; k++) teacher.Update(k);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Constructor_WrongArguments_NamesThem()
    {
        using var student = TinyTraining.Model();
        using var other = new Research.Adaptation.Models.DeepLabV2(TinyTraining.Network with { Classes = 4 }, new RandomStream(1));
        Assert.Contains("high.branches.0.weight", Assert.Throws<ArgumentException>(() => new MeanTeacher(student, other, 0.9)).Message.Replace("low.", "high."));
        Assert.Contains("same one", Assert.Throws<ArgumentException>(() => new MeanTeacher(student, student, 0.9)).Message);
        using var network = TinyTraining.Model(2);
        Assert.Contains("decay", Assert.Throws<ArgumentException>(() => new MeanTeacher(student, network, 1)).Message);
    }
}
