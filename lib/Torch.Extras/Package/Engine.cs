namespace TorchSharp.Extras;

/// <summary>What this build's tensor engine, TorchSharp's own package, does not have.</summary>
internal static class Engine
{
    /// <summary>The error of a call that only lib/Torch can serve.</summary>
    public static PlatformNotSupportedException Lacks(string what) =>
        new($"{what}: not available, this build's tensor engine is TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, which has none. Build without TorchEngine=nuget and TorchSharpDll to have it (environment.md)");
}
