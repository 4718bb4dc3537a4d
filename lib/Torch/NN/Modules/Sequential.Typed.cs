using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules in order whose <c>forward</c> a derived class writes: for chains whose parts take or give more than one tensor.</summary>
    public abstract class Sequential<T, TResult> : nn.Module<T, TResult>
    {
        private readonly List<(string Name, nn.Module Module)> _modules = [];

        protected Sequential(params (string name, nn.Module submodule)[] modules) : base("Sequential")
        {
            foreach (var (name, module) in modules) Add(name, module);
        }

        protected Sequential(params nn.Module[] modules) : base("Sequential")
        {
            foreach (var module in modules) Add(module);
        }

        public int Count => _modules.Count;

        public nn.Module this[int index] => _modules[index].Module;

        public Sequential<T, TResult> this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

        public Sequential<T, TResult> this[Range index]
        {
            get
            {
                var (start, length) = index.GetOffsetAndLength(Count);
                return Slice(start, start + length);
            }
        }

        public Sequential<T, TResult> append(string name, nn.Module module)
        {
            Add(name, module);
            return this;
        }

        public Sequential<T, TResult> append(nn.Module module)
        {
            Add(module);
            return this;
        }

        public override void train(bool on = true) => base.train(on);

        public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_persistent = true) =>
            base.named_buffers(recurse, include_persistent);

        protected void Add(string name, nn.Module sm)
        {
            ArgumentNullException.ThrowIfNull(sm);
            ArgumentNullException.ThrowIfNull(name);
            Complete(sm);
            _modules.Add((name, sm));
        }

        protected void Add(nn.Module module) => Add(_modules.Count.ToString(CultureInfo.InvariantCulture), module);

        /// <summary>A part of the chain; the derived class knows how to make another one of its kind.</summary>
        protected virtual Sequential<T, TResult> Slice(int start, int end) =>
            throw new NotSupportedException($"{GetType().Name} does not say how a slice of it is made");

        private protected override IEnumerable<(string Name, nn.Module Module)> Parts => _modules.Concat(base.Parts);

        protected override void RegisterComponents()
        {
        }
    }
}
