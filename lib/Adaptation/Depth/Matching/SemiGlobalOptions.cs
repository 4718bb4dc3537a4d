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

    /// <summary>Side of the square that each cost is summed over, odd, 1 to 9: more for noisy pictures.</summary>
    /// <value>1.</value>
    public int Window { get; init; } = 1;

    /// <summary>Directions the costs are gathered along: 4 (rows and columns) or 8 (diagonals too).</summary>
    /// <value>8.</value>
    public int Paths { get; init; } = 8;

    /// <summary>P1: price of a change by one step between neighbours, per pixel of the window; 0 or more.</summary>
    /// <value>3.</value>
    public int SmallPenalty { get; init; } = 3;

    /// <summary>
    /// P2: price of any larger change, per pixel of the window; at least P1, and (63 + P2) Window^2 at most 8000. Divided by the grey difference
    /// in units of 16 where that is above 1.
    /// </summary>
    /// <value>30.</value>
    public int LargePenalty { get; init; } = 30;

    /// <summary>How far the two pictures' answers may differ, pixels, above 0; what differs more is a hole. Infinity for no check.</summary>
    /// <value>1.</value>
    public double Tolerance { get; init; } = 1;

    /// <summary>Patches of fewer pixels that differ from all around them by more than a pixel become holes; 0 or more, 0 for none.</summary>
    /// <value>0.</value>
    public int Speckle { get; init; }

    /// <summary>Whether holes are filled: hidden places from the farther side of their row, others with the median of the nearest answers in 8 directions. Otherwise they are NaN.</summary>
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
        Check(nameof(Window), Window, 1, 9);
        if (Window % 2 == 0)
            throw new ArgumentException($"{nameof(Window)}: expected an odd number, got {Window}");
        Check(nameof(SmallPenalty), SmallPenalty, 0, LargePenalty);
        Check(nameof(LargePenalty), LargePenalty, 0, 8000 / (Window * Window) - 63);
        Check(nameof(Speckle), Speckle, 0, int.MaxValue);
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
