using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>What an optimizer remembers of one parameter.</summary>
    public abstract class OptimizerState
    {
        protected Parameter _parameter;

        protected OptimizerState(Parameter parameter) => _parameter = parameter;

        public abstract void SaveStateDict(BinaryWriter writer);
        public abstract void LoadStateDict(BinaryReader reader);
        public abstract void LoadStateDict(OptimizerState source);
        public virtual bool ApproximatelyEquals(OptimizerState other) => false;
        public abstract void Initialize(OptimizerOptions options);

        public virtual void to(Device device)
        {
        }

        protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device)
        {
            if (!reader.ReadBoolean())
            {
                result?.Dispose();
                result = null;
                return;
            }
            using var read = TensorExtensionMethods.Load(reader);
            Replace(ref result, read.to(device, copy: true));
        }

        protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
        {
            writer.Write(tensor is not null);
            tensor?.Save(writer);
        }

        /// <summary>Takes over a new tensor, out of any dispose scope, and lets the old one go.</summary>
        private protected static void Replace(ref Tensor? slot, Tensor? value)
        {
            if (ReferenceEquals(slot, value)) return;
            slot?.Dispose();
            slot = value?.DetachFromDisposeScope();
        }

        private protected static void Copy(ref Tensor? slot, Tensor? source, Parameter parameter) =>
            Replace(ref slot, source?.to(parameter.device, copy: true));

        private protected static void Move(ref Tensor? slot, Device device)
        {
            if (slot is not null) Replace(ref slot, slot.to(device));
        }

        private protected static bool Close(Tensor? left, Tensor? right) =>
            left is null || right is null ? left is null && right is null : left.allclose(right);

        private protected static T Same<T>(OptimizerState source) where T : OptimizerState =>
            source as T ?? throw new ArgumentException($"the state is {source.GetType()}, {typeof(T)} was expected");
    }
}
