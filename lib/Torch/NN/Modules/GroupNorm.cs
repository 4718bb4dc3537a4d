using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Normalises groups of channels of each image.</summary>
    public sealed class GroupNorm : Module<Tensor, Tensor>
    {
        internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
        {
            if (num_channels % num_groups != 0) throw new ArgumentException($"num_groups ({num_groups}) must divide num_channels ({num_channels})");
            this.num_groups = num_groups;
            this.num_channels = num_channels;
            this.eps = eps;
            this.affine = affine;
            if (!affine) return;
            weight = Kept.Parameter(ones((long[])[num_channels], dtype, device));
            bias = Kept.Parameter(zeros((long[])[num_channels], dtype, device));
            register_parameter(nameof(weight), weight);
            register_parameter(nameof(bias), bias);
        }

        public Parameter? weight { get; }
        public Parameter? bias { get; }
        public long num_groups { get; }
        public long num_channels { get; }
        public double eps { get; set; }
        public bool affine { get; }

        public override Tensor forward(Tensor tensor) => tensor.dim() >= 3
            ? functional.group_norm(tensor, num_groups, weight, bias, eps)
            : throw new ArgumentException($"group normalisation expects 3 dimensions or more, got [{string.Join(", ", tensor.shape)}]", nameof(tensor));

        protected override void RegisterComponents()
        {
        }
    }
}
