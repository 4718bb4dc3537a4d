namespace Research.Adaptation.Depth;

/// <summary>Settings of a <see cref="SemiGlobalMatcher"/>.</summary>
public sealed record SemiGlobalOptions
{
    /// <summary>Largest disparity looked for, pixels, 1 to 512; nearer things are missed.</summary>
    /// <value>64.</value>
    public int MaximumDisparity { get; init; } = 64;

    /// <summary>Disparity steps per pixel, 1 to 8: small pictures have small disparities, and half a pixel is then many metres.</summary>
    /// <value>1.</value>
    public int Subdivision { get; init; } = 1;

    /// <summary>What is compared.</summary>
    /// <value>Census.</value>
    public MatchingCost Cost { get; init; } = MatchingCost.Census;

    /// <summary>Directions the costs are gathered along: 4 (rows and columns) or 8 (diagonals too).</summary>
    /// <value>8.</value>
    public int Paths { get; init; } = 8;

    /// <summary>P1: price of a change by one step between neighbours, 0 to 1000.</summary>
    /// <value>3.</value>
    public int SmallPenalty { get; init; } = 3;

    /// <summary>P2: price of any larger change, P1 to 1000; divided by the grey difference in units of 16 where that is above 1.</summary>
    /// <value>30.</value>
    public int LargePenalty { get; init; } = 30;

    /// <summary>How far the two pictures' answers may differ, pixels, above 0; what differs more is a hole. Infinity for no check.</summary>
    /// <value>1.</value>
    public double Tolerance { get; init; } = 1;

    /// <summary>Whether holes take the smaller (farther) of the nearest answers of their row. Otherwise they are NaN.</summary>
    /// <value>true.</value>
    public bool FillHoles { get; init; } = true;

    /// <summary>Whether a 3x3 median smooths the answer.</summary>
    /// <value>true.</value>
    public bool Median { get; init; } = true;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Check(nameof(MaximumDisparity), MaximumDisparity, 1, 512);
        Check(nameof(Subdivision), Subdivision, 1, 8);
        Check(nameof(SmallPenalty), SmallPenalty, 0, 1000);
        Check(nameof(LargePenalty), LargePenalty, SmallPenalty, 1000);
        if (Paths is not (4 or 8))
            throw new ArgumentException($"{nameof(Paths)}: expected 4 or 8, got {Paths}");
        if (!Enum.IsDefined(Cost))
            throw new ArgumentException($"{nameof(Cost)}: expected Census or AbsoluteDifference, got {Cost}");
        if (!(Tolerance > 0))
            throw new ArgumentException($"{nameof(Tolerance)}: expected a number above 0, got {Tolerance}");
    }

    private static void Check(string field, int value, int minimum, int maximum)
    {
        if (value < minimum || value > maximum)
            throw new ArgumentException($"{field}: expected {minimum} to {maximum}, got {value}");
    }
}
