using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Adaptation.Training;

/// <summary>Everything that determines a run's result, and the hash of it (engineering, no paper).</summary>
/// <remarks>
/// In the hash: recipe, profile, seed, every option, the fingerprints of the data (which hold the scene generator's version), the hash
/// of the run it starts from, <see cref="Numerics.Version"/> and libtorch's version. Not in it: machine, device, threads, commit, paths,
/// how often it is checkpointed or evaluated on the way, workers. Results are equal to the bit on one machine with one number of threads
/// (profiles Smoke and Mini always train with one); elsewhere they are equal within rounding, so a run kept elsewhere is still the answer to
/// the same question.
/// </remarks>
public sealed class RunIdentity
{
    /// <summary>An identity.</summary>
    /// <param name="recipe">The recipe's key, the name of the folder above: letters, digits, '-', '_' and '.'.</param>
    /// <param name="profile">The profile's name.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="details">Options and fingerprints; copied.</param>
    /// <exception cref="ArgumentException">The key cannot name a folder.</exception>
    public RunIdentity(string recipe, string profile, long seed, JsonObject details)
    {
        if (recipe.Length == 0 || recipe[0] == '.' || !recipe.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException($"recipe: expected letters, digits, '-', '_' and '.', got '{recipe}'");
        Recipe = recipe;
        Profile = profile;
        Seed = seed;
        Details = details.DeepClone().AsObject();
        Hash = HashOf(Canonical(new JsonObject
        {
            ["recipe"] = recipe, ["profile"] = profile, ["seed"] = seed, ["details"] = Details.DeepClone(),
        })!);
    }

    /// <summary>The recipe's key.</summary>
    public string Recipe { get; }

    /// <summary>The profile's name.</summary>
    public string Profile { get; }

    /// <summary>The run's seed.</summary>
    public long Seed { get; }

    /// <summary>Options and fingerprints.</summary>
    public JsonObject Details { get; }

    /// <summary>16 hexadecimal digits of SHA-256 over the whole, fields sorted by name.</summary>
    public string Hash { get; }

    private static string HashOf(JsonNode node) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(node.ToJsonString(new JsonSerializerOptions { WriteIndented = false })))[..8]);

    // Fields in one order, so that the order in which options are declared does not matter.
    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Canonical(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Canonical)]),
        null => null,
        _ => node.DeepClone(),
    };
}
