namespace Research.Adaptation.Data;

/// <summary>A labelled dataset that can read a picture without touching its labels.</summary>
internal interface IPictureSource
{
    UnlabelledSample LoadPicture(int index);
}
