namespace Research.Scenes;

/// <summary>Light and air. Radiance is relative: a white wall in clear noon sun has about 1.</summary>
public sealed record Weather
{
    /// <summary>How often this weather is drawn.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Height of the sun, degrees.</summary>
    public ValueRange SunElevation { get; init; } = (25, 60);

    /// <summary>Direction of the sun clockwise from the view direction, degrees.</summary>
    public ValueRange SunAzimuth { get; init; } = (0, 360);

    /// <summary>Irradiance of the sun on a surface that faces it.</summary>
    public ValueRange SunStrength { get; init; } = (0.7, 0.9);

    /// <summary>Tint of sunlight.</summary>
    public ColourRange SunColour { get; init; } = new((35, 45), (0.05, 0.15), 1);

    /// <summary>Apparent radius of the sun, degrees: softness of shadows.</summary>
    public ValueRange SunRadius { get; init; } = (0.3, 0.8);

    /// <summary>Irradiance of the sky on a level surface.</summary>
    public ValueRange SkyStrength { get; init; } = (0.25, 0.35);

    /// <summary>Colour of the zenith.</summary>
    public ColourRange Zenith { get; init; } = new((208, 220), (0.5, 0.65), (0.65, 0.8));

    /// <summary>Colour of the horizon; also of haze.</summary>
    public ColourRange Horizon { get; init; } = new((200, 215), (0.1, 0.25), (0.85, 0.95));

    /// <summary>Brightness of the sky as seen, as a factor.</summary>
    public ValueRange SkyBrightness { get; init; } = (0.9, 1.1);

    /// <summary>Part of the sky covered by clouds.</summary>
    public ValueRange Clouds { get; init; } = (0, 0.5);

    /// <summary>Extinction by haze, 1/m.</summary>
    public ValueRange Haze { get; init; } = (0.0005, 0.002);

    /// <summary>Darkening of corners and of ground beneath cars, 0 .. 1.</summary>
    public double Occlusion { get; init; } = 0.8;

    /// <summary>Mirror strength of the ground: 0 dry, 1 under water.</summary>
    public ValueRange Wetness { get; init; } = 0;

    /// <summary>Radiance of street lamps, headlights and lit windows, 0 by day.</summary>
    public ValueRange Lamps { get; init; } = 0;

    /// <summary>Streaks of rain in the air, 0 .. 1.</summary>
    public ValueRange Rain { get; init; } = 0;
}
