using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Parameters by name, in the order in which they were added.</summary>
    public class ParameterDict : nn.Module, IDictionary<string, Parameter>
    {
        public ParameterDict(params (string, Parameter)[] parameters) : base(nameof(ParameterDict))
        {
            foreach (var (key, value) in parameters) Add(key, value);
        }

        public Parameter this[string key]
        {
            get => _internal_params[key];
            set => _internal_params[key] = value;
        }

        public ICollection<string> Keys => _internal_params.Keys;
        public ICollection<Parameter> Values => _internal_params.Values;
        public int Count => _internal_params.Count;
        public bool IsReadOnly => false;

        public void Add(string key, Parameter value) => register_parameter(key, value);
        public void Add(KeyValuePair<string, Parameter> item) => Add(item.Key, item.Value);
        public void Clear() => _internal_params.Clear();
        public bool Contains(KeyValuePair<string, Parameter> item) => TryGetValue(item.Key, out var value) && ReferenceEquals(value, item.Value);
        public bool ContainsKey(string key) => _internal_params.ContainsKey(key);
        public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => _internal_params.CopyTo(array, arrayIndex);
        public bool Remove(string key) => _internal_params.Remove(key);
        public bool Remove(KeyValuePair<string, Parameter> item) => Contains(item) && Remove(item.Key);
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) => _internal_params.TryGetValue(key, out value);
        public IEnumerator<KeyValuePair<string, Parameter>> GetEnumerator() =>
            ((IEnumerable<KeyValuePair<string, Parameter>>)_internal_params).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
        }
    }
}
