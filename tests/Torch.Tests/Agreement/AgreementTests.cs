using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests.Agreement;

/// <summary>Values and gradients against PyTorch 1.13.1; expected.json comes from make_expected.py beside it.</summary>
public class AgreementTests
{
    private static readonly JsonElement Expected = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "expected.json"))).RootElement.GetProperty("cases");

    public static TheoryData<string> Names => [.. AgreementCases.All.Keys];

    [Fact]
    public void Cases_HereAndInPython_AreTheSame() =>
        Assert.Equal(Expected.EnumerateObject().Select(entry => entry.Name).Order(), AgreementCases.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Float64_ValueAndGradient_AgreeWithPython(string name)
    {
        using var scope = NewDisposeScope();
        var x = arange(96, dtype: float64).mul(1.3).add(0.4).sin().reshape(2, 3, 4, 4).requires_grad_();
        var value = AgreementCases.All[name](x);
        var factor = arange(value.numel(), dtype: float64).mul(0.61).sin().reshape(value.shape);
        var gradient = autograd.grad([(value * factor).sum()], [x])[0];
        Compare(Expected.GetProperty(name).GetProperty("value"), value, 1e-10);
        Compare(Expected.GetProperty(name).GetProperty("gradient"), gradient, 1e-10);
    }

    private static void Compare(JsonElement expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()), actual.shape);
        var flat = actual.detach().reshape(-1);
        var first = flat.data<double>().ToArray();
        foreach (var (number, i) in expected.GetProperty("first").EnumerateArray().Select((number, i) => (number.GetDouble(), i)))
            Assert.Equal(number, first[i], tolerance * Math.Max(1, Math.Abs(number)));
        var weighted = (flat * arange(flat.numel(), dtype: float64).mul(0.37).cos()).sum().item<double>();
        var sum = expected.GetProperty("weighted").GetDouble();
        Assert.Equal(sum, weighted, tolerance * Math.Max(1, Math.Abs(sum)));
    }
}
