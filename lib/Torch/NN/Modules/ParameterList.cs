using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Parameters by number; their keys are "0", "1" and so on.</summary>
    public class ParameterList : nn.Module, IList<Parameter>
    {
        private readonly List<Parameter> _list = [];

        public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList))
        {
            foreach (var parameter in parameters) Add(parameter);
        }

        public Parameter this[int index]
        {
            get => _list[index];
            set
            {
                _list[index] = value;
                Renumber();
            }
        }

        public int Count => _list.Count;
        public bool IsReadOnly => false;

        public void Add(Parameter item) => Insert(Count, item);

        public void Clear()
        {
            _list.Clear();
            Renumber();
        }

        public bool Contains(Parameter item) => IndexOf(item) >= 0;
        public void CopyTo(Parameter[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);
        public IEnumerator<Parameter> GetEnumerator() => _list.GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        public int IndexOf(Parameter item) => _list.FindIndex(known => ReferenceEquals(known, item));

        public void Insert(int index, Parameter item)
        {
            ArgumentNullException.ThrowIfNull(item);
            _list.Insert(index, item);
            Renumber();
        }

        public bool Remove(Parameter item)
        {
            var index = IndexOf(item);
            if (index >= 0) RemoveAt(index);
            return index >= 0;
        }

        public void RemoveAt(int index)
        {
            _list.RemoveAt(index);
            Renumber();
        }

        protected override void RegisterComponents()
        {
        }

        private void Renumber()
        {
            _internal_params.Clear();
            for (var i = 0; i < _list.Count; i++) register_parameter(i.ToString(CultureInfo.InvariantCulture), _list[i]);
        }
    }
}
