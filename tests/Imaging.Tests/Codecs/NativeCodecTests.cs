using Research.Imaging.Codecs;

namespace Research.Imaging.Tests.Codecs;

public sealed class NativeCodecTests
{
    [Fact]
    public void Load_LibraryAbsent_NamesLibraryPathsAndRemedy()
    {
        var error = Assert.Throws<DllNotFoundException>(
            () => NativeCodec.Load("libspng", ["libspng-absent.so.0"], "libspng0"));
        Assert.StartsWith("libspng was not found.", error.Message);
        Assert.Contains(".devcontainer/setup.sh", error.Message);
        Assert.Contains("/usr/local/lib/libspng-absent.so.0", error.Message);
        Assert.Contains("apt-get install libspng0", error.Message);
    }
}
