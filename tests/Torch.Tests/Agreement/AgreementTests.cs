using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests.Agreement;

/// <summary>Values and gradients against PyTorch 1.13.1; expected.json and expected-float32.json come from make_expected.py beside them.</summary>
public class AgreementTests
{
    private static readonly JsonElement Expected = Read("expected.json");
    private static readonly JsonElement ExpectedFloat32 = Read("expected-float32.json");

    public static TheoryData<string> Names => [.. AgreementCases.All.Keys];

    [Fact]
    public void Cases_HereAndInPython_AreTheSame() =>
        Assert.Equal(Expected.EnumerateObject().Select(entry => entry.Name).Order(), AgreementCases.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Float64_ValueAndGradient_AgreeWithPython(string name) => Run(name, ScalarType.Float64, Expected.GetProperty(name), 1e-10);

    [Theory]
    [MemberData(nameof(Names))]
    public void Float32_ValueAndGradient_AgreeWithPython(string name) => Run(name, ScalarType.Float32, ExpectedFloat32.GetProperty(name), 1e-5);

    private static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name))).RootElement.GetProperty("cases");

    private static void Run(string name, ScalarType type, JsonElement expected, double tolerance)
    {
        using var scope = NewDisposeScope();
        AgreementCases.Type = type;
        var x = arange(96, dtype: float64).mul(1.3).add(0.4).sin().reshape(2, 3, 4, 4).to(type).requires_grad_();
        var value = AgreementCases.All[name](x);
        Assert.Equal(type, value.dtype);
        var factor = arange(value.numel(), dtype: float64).mul(0.61).sin().reshape(value.shape).to(type);
        var gradient = autograd.grad([(value * factor).sum()], [x])[0];
        Compare(expected.GetProperty("value"), value, tolerance);
        Compare(expected.GetProperty("gradient"), gradient, tolerance);
    }

    private static void Compare(JsonElement expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()), actual.shape);
        var flat = actual.detach().reshape(-1).to(ScalarType.Float64);
        var first = flat.data<double>().ToArray();
        foreach (var (number, i) in expected.GetProperty("first").EnumerateArray().Select((number, i) => (number.GetDouble(), i)))
            Assert.Equal(number, first[i], tolerance * Math.Max(1, Math.Abs(number)));
        var weighted = (flat * arange(flat.numel(), dtype: float64).mul(0.37).cos()).sum().item<double>();
        var sum = expected.GetProperty("weighted").GetDouble();
        Assert.Equal(sum, weighted, tolerance * Math.Max(1, Math.Abs(sum)));
    }
}
