namespace TorchSharp.Modules
{
    /// <summary>What an optimizer can be told per group; null takes the optimizer's own value.</summary>
    public class OptimizerOptions
    {
        public double? LearningRate { get; set; }
        public double InitialLearningRate { get; set; }

        /// <summary>Whether a schedule has taken the initial rate.</summary>
        internal bool Scheduled { get; set; }

        public virtual void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(InitialLearningRate);
            writer.Write(LearningRate ?? 0);
        }

        public virtual void LoadStateDict(BinaryReader reader)
        {
            InitialLearningRate = reader.ReadDouble();
            LearningRate = reader.ReadDouble();
        }

        public virtual void LoadStateDict(OptimizerOptions source)
        {
            InitialLearningRate = source.InitialLearningRate;
            LearningRate = source.LearningRate;
        }

        private protected static void Write(BinaryWriter writer, params ReadOnlySpan<double?> values)
        {
            foreach (var value in values) writer.Write(value ?? 0);
        }

        private protected static void Write(BinaryWriter writer, params ReadOnlySpan<bool?> values)
        {
            foreach (var value in values) writer.Write(value ?? false);
        }

        /// <summary>The options of another group of the same optimizer.</summary>
        private protected static T Same<T>(OptimizerOptions source) where T : OptimizerOptions =>
            source as T ?? throw new ArgumentException($"the options are {source.GetType()}, {typeof(T)} was expected");
    }
}
