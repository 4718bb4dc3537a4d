using System.Globalization;
using System.Text.Json.Nodes;

namespace Research.Notebooks.Kernel;

/// <summary>Makes messages with a fresh header of one session.</summary>
internal sealed class MessageFactory(TimeProvider clock, string user)
{
    public const string ProtocolVersion = "5.3";

    public string Session { get; } = Guid.NewGuid().ToString("N");

    public KernelMessage Create(string type, JsonObject content, KernelMessage? parent = null, IReadOnlyList<byte[]>? identities = null)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = Session,
            ["username"] = user,
            ["date"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        };
        return new KernelMessage(type, header, parent?.Header.DeepClone().AsObject(), content) { Identities = identities ?? [] };
    }
}
