namespace Research.Adaptation.Data;

/// <summary>A fixed, ordered collection of pictures with labels. <see cref="Load"/> is safe to call from several threads.</summary>
public interface ILabelledDataset
{
    /// <summary>Name for reports, for example <c>camvid/train</c>.</summary>
    string Name { get; }

    /// <summary>The space of the labels.</summary>
    LabelSpace LabelSpace { get; }

    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>Names everything that determines the samples' content; enters the hash of a run and the keys of caches.</summary>
    string Fingerprint { get; }

    /// <summary>The sample at an index; the same index always gives the same content.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0 .. <see cref="Count"/> - 1.</exception>
    /// <exception cref="DatasetException">The sample cannot be read; the message names the file.</exception>
    LabelledSample Load(int index);
}
