using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Reads 16-bit depth and disparity pictures, and the inverse-depth form that CorDA trains on.</summary>
public static class DepthDecoder
{
    /// <summary>Metres per pixel; infinity where nothing is hit, NaN where unknown.</summary>
    /// <param name="raw">One channel of 16 bits, or several that repeat the value (SYNTHIA).</param>
    /// <param name="encoding">How distance is stored.</param>
    /// <param name="camera">Focal length and baseline; needed for a disparity.</param>
    /// <param name="fileName">For messages.</param>
    /// <exception cref="DatasetException">The picture has not 16 bits.</exception>
    public static DepthMap Decode(RawImage raw, DepthEncoding encoding, CameraFormat? camera, string fileName)
    {
        ArgumentNullException.ThrowIfNull(raw);
        if (raw.BitDepth != 16)
            throw new DatasetException($"{fileName}: expected depth in 16 bits, got {raw.Channels} channel(s) of {raw.BitDepth} bits", fileName);
        if (encoding == DepthEncoding.CityscapesDisparity16 && camera?.StereoBaseline is null)
            throw new ArgumentException("expected a camera with a baseline for a disparity, got none", nameof(camera));
        var metres = new float[raw.Width * raw.Height];
        double product = camera is null ? 0 : camera.FocalLengthX * (camera.StereoBaseline ?? 0);
        for (int i = 0; i < metres.Length; i++)
        {
            int value = raw.Samples[i * raw.Channels];
            metres[i] = encoding switch
            {
                DepthEncoding.Centimetres16 => value == 65535 ? float.PositiveInfinity : value / 100f,
                _ => value == 0 ? float.NaN : value == 1 ? float.PositiveInfinity : (float)(product * 256.0 / (value - 1)),
            };
        }
        return new DepthMap(raw.Width, raw.Height, metres);
    }

    /// <summary>CorDA's inverse depth 655.36 / (m + 0.01), m limited to 655.35; 1 = infinitely far or unknown, which its losses ignore.</summary>
    /// <remarks>
    /// Released code (qinenergy/corda): values above 655.35 m are limited to it, and 655.36 / 655.36 is 1 exactly, also in single
    /// precision. <paramref name="nearest"/> is 0.1 for the stereo depth of Cityscapes, where smaller values are holes; SYNTHIA has none.
    /// </remarks>
    /// <param name="depth">Metres, infinity, NaN.</param>
    /// <param name="nearest">Smaller distances count as unknown.</param>
    /// <returns>[H * W] values, 1 .. 65536.</returns>
    public static float[] InverseDepth(DepthMap depth, float nearest = 0)
    {
        ArgumentNullException.ThrowIfNull(depth);
        var result = new float[depth.Metres.Length];
        for (int i = 0; i < result.Length; i++)
        {
            float metres = depth.Metres[i];
            bool known = metres >= nearest && metres <= 655.35f; // false for NaN and infinity
            result[i] = known ? 655.36f / (metres + 0.01f) : 1f;
        }
        return result;
    }

    /// <summary>CorDA's form of a normalised 16-bit disparity (Monodepth2-style, GTA and Cityscapes mono): value / 256 + 1, range 1 .. 257.</summary>
    /// <exception cref="DatasetException">The picture has not 16 bits.</exception>
    public static float[] InverseDepthOfDisparity(RawImage raw, string fileName)
    {
        ArgumentNullException.ThrowIfNull(raw);
        if (raw.BitDepth != 16)
            throw new DatasetException($"{fileName}: expected a disparity in 16 bits, got {raw.Channels} channel(s) of {raw.BitDepth} bits", fileName);
        var result = new float[raw.Width * raw.Height];
        for (int i = 0; i < result.Length; i++)
            result[i] = raw.Samples[i * raw.Channels] / 256f + 1f;
        return result;
    }
}
