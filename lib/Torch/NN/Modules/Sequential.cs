using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Modules one after the other. Disposes what flows between them, never its input.</summary>
    public class Sequential : Module<Tensor, Tensor>
    {
        private readonly List<(string Name, Module<Tensor, Tensor> Module)> _modules = [];

        protected internal Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules) Add(name, module);
        }

        protected internal Sequential(params Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
        {
            foreach (var module in modules) Add(Next(), module);
        }

        public int Count => _modules.Count;

        public IModule<Tensor, Tensor> this[int index] => _modules[index].Module;

        public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

        public Sequential this[Range index]
        {
            get
            {
                var (start, length) = index.GetOffsetAndLength(Count);
                return Slice(start, start + length);
            }
        }

        public Sequential append(string name, IModule<Tensor, Tensor> module)
        {
            Add(name, (Module<Tensor, Tensor>)module);
            return this;
        }

        public Sequential append(IModule<Tensor, Tensor> module) => append(Next(), module);

        public override void train(bool on = true) => base.train(on);

        public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_persistent = true) =>
            base.named_buffers(recurse, include_persistent);

        public override Tensor forward(Tensor tensor)
        {
            if (_modules.Count == 0) return tensor.alias();
            var current = tensor;
            foreach (var (_, module) in _modules)
            {
                var next = module.call(current);
                if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next)) current.Dispose();
                current = next;
            }
            return current;
        }

        private protected override IEnumerable<(string Name, nn.Module Module)> Parts =>
            _modules.Select(entry => (entry.Name, (nn.Module)entry.Module)).Concat(base.Parts);

        protected override void RegisterComponents()
        {
        }

        private string Next() => _modules.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

        private void Add(string name, Module<Tensor, Tensor> module)
        {
            ArgumentNullException.ThrowIfNull(module);
            ArgumentNullException.ThrowIfNull(name);
            Complete(module);
            _modules.Add((name, module));
        }

        private Sequential Slice(int start, int end)
        {
            if (start < 0 || start > Count) throw new IndexOutOfRangeException($"{start} is not a valid index.");
            if (end < 0 || end > Count) throw new IndexOutOfRangeException($"{end} is not a valid index.");
            return new([.. _modules.Skip(start).Take(end - start).Select(entry => (entry.Name, entry.Module))]);
        }
    }
}
