namespace Research.Notebooks.Kernel;

/// <summary>The kernel cannot start or be installed; the message says what was expected, what came and where.</summary>
/// <param name="message">The message.</param>
/// <param name="inner">Its cause.</param>
public sealed class KernelException(string message, Exception? inner = null) : Exception(message, inner);
