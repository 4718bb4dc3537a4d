namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors before training. All return the tensor they were given.</summary>
        public static partial class init
        {
            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10,
            }

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);
            public static Tensor constant_(Tensor tensor, Scalar val) => Quietly(tensor, t => t.fill_(val));

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Quietly(tensor, t => t.uniform_(low, high, generator));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Quietly(tensor, t => t.normal_(mean, std, generator));

            /// <summary>A normal distribution cut to [a, b], by inverting its cumulative function.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                if (a >= b) throw new ArgumentException($"a ({a}) must be below b ({b})");
                using var two = torch.tensor(new[] { (a - mean) / std / Math.Sqrt(2), (b - mean) / std / Math.Sqrt(2) });
                using var cumulative = two.erf();
                var (low, high) = (cumulative[0].ToDouble(), cumulative[1].ToDouble());
                return Quietly(tensor, t => t.uniform_(low, high, generator).erfinv_().mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b));
            }

            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.dim() != 2) throw new ArgumentException("eye_ needs a matrix");
                using var identity = eye(tensor.size(0), tensor.size(1), tensor.dtype, tensor.device);
                return Quietly(tensor, t => t.copy_(identity));
            }

            /// <summary>A convolution that hands its channels through.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length is < 3 or > 5) throw new ArgumentException("dirac_ needs a tensor of 3, 4 or 5 dimensions");
                return Quietly(tensor, t =>
                {
                    t.zero_();
                    for (var i = 0L; i < Math.Min(shape[0], shape[1]); i++)
                        t.index_put_(1, [i, i, .. shape.Skip(2).Select(n => (TensorIndex)(n / 2))]);
                });
            }

            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                if (tensor.dim() < 2) throw new ArgumentException("orthogonal_ needs at least two dimensions");
                using var scope = NewDisposeScope();
                using var gradless = no_grad();
                var (rows, columns) = (tensor.size(0), tensor.numel() / tensor.size(0));
                var flat = randn((long[])[rows, columns], tensor.dtype, tensor.device);
                if (rows < columns) flat.t_();
                var (q, r) = linalg.qr(flat);
                q.mul_(r.diag().sign());
                if (rows < columns) q.t_();
                tensor.view_as(q).copy_(q).mul_(gain);
                return tensor;
            }

            /// <summary>A matrix with a share of each column at zero.</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                if (tensor.dim() != 2) throw new ArgumentException("sparse_ needs a matrix");
                using var scope = NewDisposeScope();
                var zeros = (long)Math.Ceiling(sparsity * tensor.size(0));
                return Quietly(tensor, t =>
                {
                    t.normal_(0, std);
                    for (var column = 0L; column < t.size(1); column++)
                        t.index_put_(0, TensorIndex.Tensor(randperm(t.size(0)).slice(0, 0, zeros, 1)), column);
                });
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * Deviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, Deviation(tensor, a, mode, nonlinearity));

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException("fan in and fan out need at least two dimensions");
                var field = shape.Skip(2).TotalSize();
                return (shape[1] * field, shape[0] * field);
            }

            private static double Deviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            /// <summary>No record of the change: initialisation is no part of what is learnt.</summary>
            private static Tensor Quietly(Tensor tensor, Action<Tensor> change)
            {
                using var gradless = no_grad();
                change(tensor);
                return tensor;
            }
        }
    }
}
