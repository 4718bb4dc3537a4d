using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order in which they were added.</summary>
    public class ModuleDict<T> : nn.Module, IDictionary<string, T>, IList<(string, T)> where T : nn.Module
    {
        private readonly OrderedDict<string, T> _modules = new();

        public ModuleDict() : base("ModuleDict")
        {
        }

        internal ModuleDict(IEnumerable<(string, T)> modules) : this()
        {
            foreach (var entry in modules) Add(entry);
        }

        public T this[string key]
        {
            get => _modules[key];
            set => Change(() => _modules[key] = value);
        }

        public (string, T) this[int index]
        {
            get => _modules[index];
            set => Change(() => _modules[index] = value);
        }

        public bool IsReadOnly => false;
        public ICollection<string> Keys => _modules.Keys;
        public ICollection<T> Values => _modules.Values;
        public int Count => _modules.Count;

        public void clear() => Clear();
        public IEnumerator<(string, T)> items() => GetEnumerator();
        public IEnumerable<string> keys() => Keys;
        public IEnumerable<T> values() => Values;

        public void Add((string, T) item) => Add(item.Item1, item.Item2);
        public void Add(string key, T value) => Change(() => _modules.Add(key, value ?? throw new ArgumentNullException(nameof(value))));
        public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);
        public bool Contains((string, T) item) => _modules.Contains(item);
        public bool Contains(KeyValuePair<string, T> item) => _modules.Contains(item);
        public void CopyTo((string, T)[] array, int arrayIndex) => _modules.CopyTo(array, arrayIndex);
        public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _modules.CopyTo(array, arrayIndex);
        public int IndexOf((string, T) item) => _modules.IndexOf(item);
        public void Insert(int index, (string, T) item) => Change(() => _modules.Insert(index, item));
        public bool Remove((string, T) item) => Contains(item) && Remove(item.Item1);
        public bool Remove(KeyValuePair<string, T> item) => Contains(item) && Remove(item.Key);
        public void RemoveAt(int index) => Change(() => _modules.RemoveAt(index));
        public bool ContainsKey(string key) => _modules.ContainsKey(key);

        public bool Remove(string key)
        {
            var found = _modules.ContainsKey(key);
            if (found) Change(() => _modules.Remove(key));
            return found;
        }

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _modules.TryGetValue(key, out value);
        public void Clear() => Change(_modules.Clear);
        public IEnumerator<(string, T)> GetEnumerator() => _modules.GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
            ((IEnumerable<KeyValuePair<string, T>>)_modules).GetEnumerator();

        protected override void RegisterComponents()
        {
        }

        /// <summary>Every change ends with the submodules registered in the new order.</summary>
        private void Change(Action change)
        {
            change();
            ClearModules();
            foreach (var (key, module) in _modules) register_module(key, module);
        }
    }
}
