namespace Research.Adaptation.Data;

/// <summary>The camera of a dataset, at the pictures' own size.</summary>
/// <param name="FocalLengthX">Pixels.</param>
/// <param name="FocalLengthY">Pixels.</param>
/// <param name="CentreX">Pixels from the left.</param>
/// <param name="CentreY">Pixels from the top.</param>
/// <param name="StereoBaseline">Metres between the two cameras; null where there is one.</param>
public sealed record CameraFormat(double FocalLengthX, double FocalLengthY, double CentreX, double CentreY, double? StereoBaseline);
