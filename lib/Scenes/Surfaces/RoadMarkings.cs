using Research.Scenes.Geometry;
using Research.Scenes.Layout;

namespace Research.Scenes.Surfaces;

/// <summary>Painted lines of a street, and tram rails.</summary>
internal sealed class RoadMarkings(StreetPlan plan)
{
    private const double Line = 0.13;
    private static readonly Rgb Rail = new(0.32, 0.31, 0.3);
    private static readonly Rgb Groove = new(0.03, 0.03, 0.03);

    /// <summary>The part of a pixel covered by white paint and by the paint of the centre line.</summary>
    public (double White, double Centre) Coverage(in GroundPoint place, double across, double along)
    {
        if (place.CrossEdge < 0) return (CrossStreet(place, across, along), 0);
        double white = 0, centre = 0;
        if (place.JunctionIndex >= 0 && plan.Junctions[place.JunctionIndex] is var junction && place.CrossEdge < 7)
        {
            if (junction.Zebra && place.CrossEdge > 0.4)
                white = Pattern.Band(place.CrossEdge, 1.0, 4.2, along) * Pattern.Stripes(place.Offset, 1.0, 0, 0.5, across);
            var approaching = place.Station < junction.Station == place.Offset * plan.Forward > 0;
            if (approaching && Math.Abs(place.Offset) < LaneEdge(place.Offset))
                white = Math.Max(white, Pattern.Band(place.CrossEdge, 5.2, 5.6, along));
            if (place.CrossEdge < 5.2) return (white, 0);
        }

        white = Math.Max(white, Lanes(place, across, along));
        if (plan.MedianHalf <= 0)
        {
            var line = CentreLine(place, across, along);
            if (plan.YellowCentre) centre = line;
            else white = Math.Max(white, line);
        }

        return (white, centre);
    }

    /// <summary>Tram rails in the inner lanes of both directions, in a strip of concrete.</summary>
    public Rgb Tracks(in GroundPoint place, Rgb road, double across)
    {
        if (place.CrossEdge < -1e5) return road;
        var fromTrack = Math.Abs(Math.Abs(place.Offset) - plan.LaneCentre(0, 1) * plan.Forward);
        var bed = Pattern.Band(fromTrack, -1, 1.15, across);
        var rail = Pattern.Band(fromTrack, 0.70, 0.77, across);
        var groove = Pattern.Band(fromTrack, 0.645, 0.70, across);
        var colour = Rgb.Lerp(road, road * 0.6 + new Rgb(0.10, 0.095, 0.09), bed);
        return Rgb.Lerp(Rgb.Lerp(colour, Rail, rail), Groove, groove);
    }

    private double LaneEdge(double offset) => plan.EdgeOf(offset > 0 ? 1 : -1) - plan.ParkingWidth(offset > 0 ? 1 : -1) - 0.4;

    private double Lanes(in GroundPoint place, double across, double along)
    {
        var d = Math.Abs(place.Offset);
        var white = 0.0;
        var dashes = place.CrossEdge < 25 ? 1 : Pattern.Stripes(place.Station + plan.MarkingPhase, 9, 0, 3.2, along);
        for (var lane = 1; lane < plan.Lanes; lane++)
        {
            var line = plan.MedianHalf + lane * plan.LaneWidth;
            white = Math.Max(white, dashes * Pattern.Band(d, line - 0.5 * Line, line + 0.5 * Line, across));
        }

        var edge = LaneEdge(place.Offset);
        var parking = plan.ParkingWidth(place.Offset > 0 ? 1 : -1);
        var border = Pattern.Band(d, edge - 0.5 * Line, edge + 0.5 * Line, across);
        if (parking > 0)
        {
            border *= Pattern.Stripes(place.Station + plan.MarkingPhase, 6, 0, 1.2, along);
            border = Math.Max(border, Pattern.Band(d, edge, edge + parking - 0.3, across) * Pattern.Stripes(place.Station + plan.MarkingPhase, 6, 0.55, 0.65, along));
        }
        else if (plan.Lanes < 2)
        {
            border = 0;
        }

        return Math.Max(white, border);
    }

    private double CentreLine(in GroundPoint place, double across, double along)
    {
        var d = Math.Abs(place.Offset);
        if (plan.YellowCentre) return Pattern.Band(d, 0.09, 0.09 + Line, across);
        if (plan.Lanes > 1 || place.CrossEdge < 20) return Pattern.Band(d, -0.5 * Line, 0.5 * Line, across);
        return Pattern.Band(d, -0.5 * Line, 0.5 * Line, across) * Pattern.Stripes(place.Station + plan.MarkingPhase, 9, 0, 3.2, along);
    }

    /// <summary>Centre line, stop line and zebra of the crossing street, beyond the main carriageway.</summary>
    private double CrossStreet(in GroundPoint place, double across, double along)
    {
        if (place.MainEdge < 0.4) return 0;
        var junction = plan.Junctions[place.JunctionIndex];
        var fromMiddle = place.Station - junction.Station;
        if (junction.Zebra && place.MainEdge < 5)
            return Pattern.Band(place.MainEdge, 1.0, 4.2, across) * Pattern.Stripes(fromMiddle, 1.0, 0, 0.5, along);
        if (place.MainEdge < 5.2) return 0;
        var incoming = fromMiddle * place.Offset * plan.Forward > 0;
        var stop = incoming ? Pattern.Band(place.MainEdge, 5.2, 5.6, across) : 0;
        var middle = Pattern.Band(fromMiddle, -0.5 * Line, 0.5 * Line, along) * Pattern.Stripes(place.MainEdge, 6, 0, 3, across);
        return Math.Max(stop, middle);
    }
}
