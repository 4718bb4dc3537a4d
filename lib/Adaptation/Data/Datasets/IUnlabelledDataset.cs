namespace Research.Adaptation.Data;

/// <summary>A fixed, ordered collection of pictures. <see cref="Load"/> is safe to call from several threads.</summary>
public interface IUnlabelledDataset
{
    /// <summary>Name for reports.</summary>
    string Name { get; }

    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>Names everything that determines the pictures; enters the hash of a run and the keys of caches.</summary>
    string Fingerprint { get; }

    /// <summary>The picture at an index; the same index always gives the same content.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0 .. <see cref="Count"/> - 1.</exception>
    /// <exception cref="DatasetException">The picture cannot be read; the message names the file.</exception>
    UnlabelledSample Load(int index);
}
