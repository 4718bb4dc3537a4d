using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// The base of all layers and networks: parameters, buffers and submodules by name. Derived classes call
        /// <see cref="RegisterComponents"/> at the end of their constructor.
        /// </summary>
        public partial class Module : IDisposable
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;
            protected OrderedDict<string, Module> _internal_submodules = new();
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = new();
            protected OrderedDict<string, Parameter> _internal_params = new();
            protected string name;
            private bool _training = true;

            protected Module(string name) => this.name = name;

            /// <summary>Whether dropout drops and batch normalisation measures.</summary>
            /// <summary>The submodules by name: what was registered; a sequence has its own list, in which a name may stand twice.</summary>
            private protected virtual IEnumerable<(string Name, Module Module)> Parts
            {
                get
                {
                    foreach (var (key, module) in _internal_submodules) yield return (key, module);
                }
            }

            public virtual bool training => _training;

            public virtual string GetName() => name;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var (_, parameter) in _internal_params) parameter?.Dispose();
                foreach (var (_, (buffer, _)) in _internal_buffers) buffer?.Dispose();
                foreach (var (_, module) in Parts) module.Dispose();
            }

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in Parts) module.apply(fn);
                fn(this);
                return this;
            }

            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var (_, module) in Parts) module.train(train);
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    if (set_to_none)
                    {
                        parameter.grad = null;
                        continue;
                    }
                    using var gradient = parameter.grad;
                    if (gradient is null) continue;
                    using var alone = gradient.detach();
                    alone.zero_();
                }
            }

            public virtual IEnumerable<(string name, Module module)> named_children()
            {
                foreach (var (key, module) in Parts) yield return (key, module);
            }

            /// <summary>All modules below this one, children before grandchildren; without this one.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (key, module) in named_children()) yield return (key, module);
                foreach (var (key, module) in named_children())
                    foreach (var (inner, below) in module.named_modules()) yield return ($"{key}.{inner}", below);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);
            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            protected virtual (string name, Parameter parameter)[] _named_parameters() => [.. named_parameters()];
            protected virtual (string name, Tensor buffer)[] _named_buffers() => [.. named_buffers()];
            protected virtual Parameter[] _parameters(bool recurse = true) => [.. parameters(recurse)];

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (key, parameter) in _internal_params)
                    if (parameter is not null && seen.Add(parameter)) yield return (key, parameter);
                if (!recurse) yield break;
                foreach (var (key, module) in Parts)
                    foreach (var (inner, parameter) in module.named_parameters())
                        if (seen.Add(parameter)) yield return ($"{key}.{inner}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (key, (buffer, persistent)) in _internal_buffers)
                    if (buffer is not null && (persistent || include_nonpersistent) && seen.Add(buffer)) yield return (key, buffer);
                if (!recurse) yield break;
                foreach (var (key, module) in Parts)
                    foreach (var (inner, buffer) in module.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer)) yield return ($"{key}.{inner}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual Tensor? get_buffer(string target)
            {
                var (owner, key) = Owner(target);
                return owner is not null && owner._internal_buffers.TryGetValue(key, out var found) ? found.Item1 : null;
            }

            public virtual Parameter? get_parameter(string target)
            {
                var (owner, key) = Owner(target);
                return owner is not null && owner._internal_params.TryGetValue(key, out var found) ? found : null;
            }

            private (Module? Owner, string Key) Owner(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                var parts = target.Split('.');
                Module? owner = this;
                foreach (var part in parts.Take(parts.Length - 1))
                {
                    owner = owner.Parts.FirstOrDefault(entry => entry.Name == part).Module;
                    if (owner is null) return (null, "");
                }
                return (owner, parts[^1]);
            }
        }
    }
}
