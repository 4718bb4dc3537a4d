using System.Text.RegularExpressions;

namespace Research.Architecture.Tests;

/// <summary>
/// TorchSharp can take lib/Torch's place (lib/Torch.Engine.props) as long as what stands above uses only members that both have. This is checked
/// in the compiled assemblies against lib/Torch/api.txt, so no TorchSharp is needed for it.
/// </summary>
public sealed partial class EngineMembersTests
{
    private static readonly ApiList List = ApiList.Read(Path.Combine(Repository.Root, "lib/Torch/api.txt"));

    [Theory]
    [InlineData("Research.Adaptation.dll")]
    [InlineData("research.dll")]
    public void MembersOfTorch_ThatAnAssemblyUses_AreTorchSharpsToo(string assembly)
    {
        var used = EngineMembers.UsedBy(Path.Combine(AppContext.BaseDirectory, assembly));
        Assert.Contains(used, member => member.Text.StartsWith("torch.Tensor.", StringComparison.Ordinal));
        Assert.Empty(used.Where(member => List.StateOf(member) is not ('=' or '~')).Select(member => $"{assembly}: {member.Text} is an addition of lib/Torch or internal; TorchSharp has no such member"));
    }

    [Fact]
    public void Dimensions_InCallsOfSumAndProd_AreNamedOrNotABareZero()
    {
        // There the constant 0 converts to an element type: sum(0) would be the sum of everything, as bytes.
        var offenders = new[] { "lib/Adaptation", "lib/Cli", "lib/Torch.Extras" }.SelectMany(Repository.Sources)
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (file, line, index)))
            .Where(x => BareZero().IsMatch(x.line))
            .Select(x => $"{Repository.Relative(x.file)}:{x.index + 1}: {x.line.Trim()}");
        Assert.Empty(offenders);
        Assert.Matches(BareZero(), "var z = x.sum(0);");
        Assert.DoesNotMatch(BareZero(), "var z = x.sum(dim: 0) + y.sum([0, 2]);");
    }

    [Fact]
    public void MembersOfTorch_ThatExtrasUse_AreRecognised()
    {
        // Torch.Extras may use additions: the check must see them.
        var used = EngineMembers.UsedBy(Path.Combine(AppContext.BaseDirectory, "Torch.Extras.dll"));
        Assert.Contains(used, member => member.Name == "register_hook" && List.StateOf(member) == '+');
        Assert.Contains(used, member => member.Text.StartsWith("Operator.", StringComparison.Ordinal) && List.StateOf(member) is null);
    }

    [GeneratedRegex(@"\.(sum|prod)\(\s*0\s*[,)]|\b(torch\.)?(sum|prod)\(\w+,\s*0\s*[,)]")]
    private static partial Regex BareZero();
}
