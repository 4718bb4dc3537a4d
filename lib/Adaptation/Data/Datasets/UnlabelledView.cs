namespace Research.Adaptation.Data;

internal sealed class UnlabelledView : IUnlabelledDataset
{
    private readonly ILabelledDataset dataset;

    public UnlabelledView(ILabelledDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        this.dataset = dataset;
    }

    public string Name => dataset.Name;

    public int Count => dataset.Count;

    public string Fingerprint => dataset.Fingerprint;

    public UnlabelledSample Load(int index)
    {
        // A dataset that can read the picture alone does so: labels of the target are then not even decoded.
        if (dataset is IPictureSource source)
            return source.LoadPicture(index);
        var sample = dataset.Load(index);
        return new(sample.Name, sample.Image);
    }
}
