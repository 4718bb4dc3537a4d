using System.Reflection;

namespace Research.Notebooks;

/// <summary>One readable member; a getter that throws reads as a note instead.</summary>
internal sealed record ObjectMember(string Name, Type Type, int Order, Func<object, object?> Getter)
{
    public object? Read(object instance)
    {
        try
        {
            return Getter(instance);
        }
        catch (TargetInvocationException error)
        {
            return new Unreadable(error.InnerException?.GetType().Name ?? "an exception");
        }
    }

    private sealed record Unreadable(string Cause)
    {
        public override string ToString() => $"(threw {Cause})";
    }
}
