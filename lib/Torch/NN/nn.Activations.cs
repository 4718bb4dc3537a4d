using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Layers, losses, containers and what belongs to them.</summary>
    public static partial class nn
    {
        public static ReLU ReLU(bool inplace = false) => new(inplace);
        public static ReLU6 ReLU6(bool inplace = false) => new(inplace);
        public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);
        public static Sigmoid Sigmoid() => new(false);
        public static Sigmoid Sigmoid(bool inplace) => new(inplace);
        public static Tanh Tanh() => new(false);
        public static Tanh Tanh(bool inplace) => new(inplace);
        public static SiLU SiLU() => new(false);
        public static SiLU SiLU(bool inplace) => new(inplace);
        public static Mish Mish() => new(false);
        public static Mish Mish(bool inplace) => new(inplace);
        public static SELU SELU() => new(false);
        public static SELU SELU(bool inplace) => new(inplace);
        public static Hardswish Hardswish() => new(false);
        public static Hardswish Hardswish(bool inplace) => new(inplace);
        public static Hardsigmoid Hardsigmoid() => new(false);
        public static Hardsigmoid Hardsigmoid(bool inplace) => new(inplace);
        public static ELU ELU(double alpha = 1.0, bool inplace = false) => new(alpha, inplace);
        public static CELU CELU(double alpha = 1.0, bool inplace = false) => new(alpha, inplace);
        public static Hardtanh Hardtanh(double min_val = -1.0, double max_val = 1.0, bool inplace = false) => new(min_val, max_val, inplace);
        public static Softmax Softmax(long dim) => new(dim);
        public static Softmin Softmin(long dim) => new(dim);
        public static Softmax2d Softmax2d() => new();
        public static LogSoftmax LogSoftmax(long dim) => new(dim);
        public static LogSigmoid LogSigmoid() => new();
        public static Softplus Softplus(double beta = 1.0, double threshold = 20.0) => new(beta, threshold);
        public static Softsign Softsign(bool inplace = false) => new(inplace);
        public static Softshrink Softshrink(double lambda = 0.5) => new(lambda);
        public static Hardshrink Hardshrink(double lambda = 0.5) => new(lambda);
        public static Tanhshrink Tanhshrink() => new();
        public static Threshold Threshold(double threshold, double value, bool inplace = false) => new(threshold, value, inplace);
        public static GLU GLU(long dim = -1) => new(dim);
        public static RReLU RReLU(double lower = 1.0 / 8.0, double upper = 1.0 / 3.0, bool inplace = false) => new(lower, upper, inplace);
        public static Identity Identity() => new();
        public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);
        public static PixelShuffle PixelShuffle(long upscale_factor) => new(upscale_factor);
        public static PixelUnshuffle PixelUnshuffle(long downscale_factor) => new(downscale_factor);
        public static ChannelShuffle ChannelShuffle(long groups) => new(groups);
        public static LocalResponseNorm LocalResponseNorm(long size, double alpha = 0.0001, double beta = 0.75, double k = 1.0) => new(size, alpha, beta, k);
        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        public static Dropout1d Dropout1d(double p = 0.5, bool inplace = false) => new(p, inplace);
        public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);
        public static Dropout3d Dropout3d(double p = 0.5, bool inplace = false) => new(p, inplace);
        public static AlphaDropout AlphaDropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        public static FeatureAlphaDropout FeatureAlphaDropout(double p = 0.5, bool inplace = false) => new(p, inplace);
    }
}
