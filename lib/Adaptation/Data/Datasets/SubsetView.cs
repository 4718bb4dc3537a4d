using System.Security.Cryptography;
using System.Runtime.InteropServices;

namespace Research.Adaptation.Data;

internal sealed class SubsetView : ILabelledDataset, IPictureSource
{
    private readonly ILabelledDataset dataset;
    private readonly IUnlabelledDataset pictures;
    private readonly int[] indices;

    public SubsetView(ILabelledDataset dataset, int[] indices)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)dataset.Count)
                throw new ArgumentOutOfRangeException(nameof(indices), $"{dataset.Name}: expected indices 0 .. {dataset.Count - 1}, got {index}");
        }
        this.dataset = dataset;
        this.indices = indices;
        pictures = dataset.WithoutLabels();
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(indices.AsSpan()));
        Fingerprint = $"{dataset.Fingerprint}[{indices.Length}:{Convert.ToHexStringLower(hash.AsSpan(0, 8))}]";
    }

    public string Name => dataset.Name;

    public LabelSpace LabelSpace => dataset.LabelSpace;

    public int Count => indices.Length;

    public string Fingerprint { get; }

    public LabelledSample Load(int index) => dataset.Load(indices[DatasetGuard.Index(Name, Count, index)]);

    public UnlabelledSample LoadPicture(int index) => pictures.Load(indices[DatasetGuard.Index(Name, Count, index)]);
}
