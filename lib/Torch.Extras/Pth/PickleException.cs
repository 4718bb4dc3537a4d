namespace TorchSharp.Extras;

/// <summary>What is wrong with a pickle; <see cref="PthFile"/> adds the file's name.</summary>
internal sealed class PickleException(string problem, Exception? inner = null) : Exception(problem, inner);
