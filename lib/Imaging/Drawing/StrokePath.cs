using System.Globalization;

namespace Research.Imaging.Drawing;

/// <summary>Turns a glyph's path into straight segments.</summary>
internal static class StrokePath
{
    private const int CurveSteps = 8, EllipseSteps = 28;

    /// <summary>One straight stroke.</summary>
    public readonly record struct Segment(double X0, double Y0, double X1, double Y1);

    /// <summary>The segments of a path in grid units.</summary>
    public static List<Segment> Flatten(string path)
    {
        var segments = new List<Segment>();
        double x = 0, y = 0;
        for (int at = 0; at < path.Length;)
        {
            char command = path[at++];
            int end = at;
            while (end < path.Length && !char.IsAsciiLetter(path[end])) end++;
            double[] numbers = [.. path[at..end].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            at = end;
            switch (command)
            {
                case 'M':
                    (x, y) = (numbers[0], numbers[1]);
                    break;
                case 'L':
                    To(numbers[0], numbers[1]);
                    break;
                case 'Q':
                    Curve(numbers);
                    break;
                case 'O':
                    Arc(numbers[0], numbers[1], numbers[2], numbers[3], 0, 360);
                    break;
                case 'A':
                    Arc(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
                    break;
                default:
                    throw new FormatException($"expected M, L, Q, O or A in a glyph, found '{command}' in {path}");
            }
        }
        return segments;

        void To(double nextX, double nextY)
        {
            segments.Add(new Segment(x, y, nextX, nextY));
            (x, y) = (nextX, nextY);
        }

        void Curve(double[] p)
        {
            double x0 = x, y0 = y;
            for (int step = 1; step <= CurveSteps; step++)
            {
                double t = (double)step / CurveSteps, a = (1 - t) * (1 - t), b = 2 * t * (1 - t), c = t * t;
                To(a * x0 + b * p[0] + c * p[2], a * y0 + b * p[1] + c * p[3]);
            }
        }

        void Arc(double centreX, double centreY, double radiusX, double radiusY, double from, double to)
        {
            for (int step = 0; step <= EllipseSteps; step++)
            {
                double angle = (from + (to - from) * step / EllipseSteps) * Math.PI / 180;
                double nextX = centreX + radiusX * Math.Cos(angle), nextY = centreY + radiusY * Math.Sin(angle);
                if (step == 0) (x, y) = (nextX, nextY);
                else To(nextX, nextY);
            }
        }
    }
}
