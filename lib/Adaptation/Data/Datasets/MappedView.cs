namespace Research.Adaptation.Data;

internal sealed class MappedView : ILabelledDataset, IPictureSource
{
    private readonly ILabelledDataset dataset;
    private readonly IUnlabelledDataset pictures;
    private readonly LabelMapping mapping;

    public MappedView(ILabelledDataset dataset, LabelSpace space)
    {
        this.dataset = dataset;
        pictures = dataset.WithoutLabels();
        mapping = LabelMapping.Between(dataset.LabelSpace, space);
    }

    public string Name => dataset.Name;

    public LabelSpace LabelSpace => mapping.To;

    public int Count => dataset.Count;

    public string Fingerprint => $"{dataset.Fingerprint}>{mapping.To.Name}";

    public LabelledSample Load(int index)
    {
        var sample = dataset.Load(index);
        try
        {
            return sample with { Labels = mapping.Apply(sample.Labels) };
        }
        catch (ArgumentException error)
        {
            throw new DatasetException($"{dataset.Name}, sample '{sample.Name}': {error.Message}", sample.Name, error);
        }
    }

    public UnlabelledSample LoadPicture(int index) => pictures.Load(index);
}
