namespace Research.Scenes.Layout;

/// <summary>A street that crosses at station <paramref name="Station"/>, its carriageway 2 * HalfWidth wide.</summary>
internal sealed record Junction(double Station, double HalfWidth, bool Zebra, bool Signals);
