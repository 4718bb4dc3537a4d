namespace Research.Adaptation.Data;

/// <summary>One dataset's part of a step before it is made of tensors.</summary>
internal sealed record MultiDomainArrays(
    MultiDomainSource Source, float[] Labelled, long[] Labels, string[] LabelledNames, float[] First, float[] Second, CropPair[] Pairs, string[] UnlabelledNames);
