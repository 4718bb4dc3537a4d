using System.Globalization;

namespace Research.Imaging.Drawing;

/// <summary>Turns a glyph's path into straight segments.</summary>
internal sealed class StrokePath
{
    private const int CurveSteps = 8, EllipseSteps = 28;

    private readonly List<Segment> _segments = [];
    private double _x;
    private double _y;

    private StrokePath()
    {
    }

    /// <summary>One straight stroke.</summary>
    public readonly record struct Segment(double X0, double Y0, double X1, double Y1);

    /// <summary>The segments of a path in grid units.</summary>
    /// <exception cref="FormatException">The path holds another command than M, L, Q, O or A.</exception>
    public static List<Segment> Flatten(string path)
    {
        var pen = new StrokePath();
        for (int at = 0; at < path.Length;)
        {
            char command = path[at++];
            int end = at;
            while (end < path.Length && !char.IsAsciiLetter(path[end])) end++;
            pen.Follow(command, [.. path[at..end].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]);
            at = end;
        }
        return pen._segments;
    }

    private void Follow(char command, double[] p)
    {
        switch (command)
        {
            case 'M':
                (_x, _y) = (p[0], p[1]);
                break;
            case 'L':
                To(p[0], p[1]);
                break;
            case 'Q':
                Curve(p[0], p[1], p[2], p[3]);
                break;
            case 'O':
                Arc(p, 0, 360);
                break;
            case 'A':
                Arc(p, p[4], p[5]);
                break;
            default:
                throw new FormatException($"expected M, L, Q, O or A in a glyph, found '{command}'");
        }
    }

    private void To(double x, double y)
    {
        _segments.Add(new Segment(_x, _y, x, y));
        (_x, _y) = (x, y);
    }

    private void Curve(double controlX, double controlY, double endX, double endY)
    {
        double startX = _x, startY = _y;
        for (int step = 1; step <= CurveSteps; step++)
        {
            double t = (double)step / CurveSteps, a = (1 - t) * (1 - t), b = 2 * t * (1 - t), c = t * t;
            To(a * startX + b * controlX + c * endX, a * startY + b * controlY + c * endY);
        }
    }

    // Centre and radii are the first four numbers; degrees, clockwise from the right.
    private void Arc(double[] p, double from, double to)
    {
        for (int step = 0; step <= EllipseSteps; step++)
        {
            double angle = (from + (to - from) * step / EllipseSteps) * Math.PI / 180;
            double x = p[0] + p[2] * Math.Cos(angle), y = p[1] + p[3] * Math.Sin(angle);
            if (step == 0) (_x, _y) = (x, y);
            else To(x, y);
        }
    }
}
