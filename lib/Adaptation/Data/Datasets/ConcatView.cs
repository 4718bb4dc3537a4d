namespace Research.Adaptation.Data;

internal sealed class ConcatView : ILabelledDataset, IPictureSource
{
    private readonly ILabelledDataset[] parts;
    private readonly IUnlabelledDataset[] pictures;
    private readonly int[] starts;

    public ConcatView(ILabelledDataset[] parts)
    {
        var first = parts[0];
        foreach (var part in parts)
        {
            if (part.LabelSpace.Name != first.LabelSpace.Name)
                throw new ArgumentException($"expected datasets in label space '{first.LabelSpace}', got '{part.LabelSpace}' in {part.Name}", nameof(parts));
        }
        this.parts = parts;
        pictures = parts.Select(part => part.WithoutLabels()).ToArray();
        starts = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            starts[i] = Count;
            Count = checked(Count + parts[i].Count);
        }
        Name = string.Join(" + ", parts.Select(part => part.Name));
        Fingerprint = string.Join(" + ", parts.Select(part => part.Fingerprint));
    }

    public string Name { get; }

    public LabelSpace LabelSpace => parts[0].LabelSpace;

    public int Count { get; }

    public string Fingerprint { get; }

    public LabelledSample Load(int index)
    {
        int part = PartOf(index);
        return parts[part].Load(index - starts[part]);
    }

    public UnlabelledSample LoadPicture(int index)
    {
        int part = PartOf(index);
        return pictures[part].Load(index - starts[part]);
    }

    private int PartOf(int index)
    {
        DatasetGuard.Index(Name, Count, index);
        int part = parts.Length - 1;
        while (index < starts[part])
            part--;
        return part;
    }
}
