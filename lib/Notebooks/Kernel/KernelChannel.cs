namespace Research.Notebooks.Kernel;

/// <summary>The sockets that take messages from clients.</summary>
internal enum KernelChannel
{
    Shell,
    Control,
    Input,
}
