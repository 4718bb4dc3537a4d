namespace Research.Scenes;

/// <summary>A box of display colours (hue, saturation, value) from which scenes draw uniformly.</summary>
/// <param name="Hue">Degrees; may run over 360.</param>
/// <param name="Saturation">0 .. 1.</param>
/// <param name="Value">0 .. 1, brightness of the displayed colour.</param>
/// <param name="Weight">How often this box is chosen among its neighbours in a palette.</param>
public sealed record ColourRange(ValueRange Hue, ValueRange Saturation, ValueRange Value, double Weight = 1);
