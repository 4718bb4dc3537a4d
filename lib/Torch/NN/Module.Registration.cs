using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool _registered;

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                Fresh(name);
                if (!_internal_buffers.ContainsKey(name)) _internal_buffers.Add(name, (tensor, persistent));
                else throw new InvalidOperationException($"a buffer named '{name}' is registered already");
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                Fresh(name);
                if (!_internal_params.ContainsKey(name)) _internal_params.Add(name, param);
                else throw new InvalidOperationException($"a parameter named '{name}' is registered already");
            }

            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                if (submodule == this) throw new ArgumentException("a module cannot contain itself", nameof(submodule));
                Fresh(name);
                if (_internal_submodules.ContainsKey(name))
                    throw new InvalidOperationException($"a submodule named '{name}' is registered already");
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            /// <summary>Lets a module register its fields, if it has not yet.</summary>
            private protected static void Complete(Module module) => module.RegisterComponents();

            public void add_module(string name, Module module) => register_module(name, module);

            protected void ConditionallyRegisterParameter(string name, Tensor value) => ConditionallyRegisterParameter(name, value as Parameter);

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is not null) _internal_params[name] = value;
                else _internal_params.Remove(name);
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is not null) _internal_buffers[name] = (value, persistent);
                else _internal_buffers.Remove(name);
            }

            protected void ClearModules() => _internal_submodules.Clear();

            /// <summary>
            /// Registers what the instance fields hold at this moment, private and inherited ones too: modules, parameters, and
            /// other tensors as buffers. The key is the field's name (of an automatic property: the property's).
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_registered) return;
                _registered = true;
                foreach (var (key, value) in Components())
                {
                    switch (value)
                    {
                        case Module module when !_internal_submodules.Values.Contains(module):
                            register_module(key, module);
                            break;
                        case Modules.Parameter parameter when !_internal_params.Values.Any(known => ReferenceEquals(known, parameter)):
                            register_parameter(key, parameter);
                            break;
                        case Tensor buffer and not Modules.Parameter when !_internal_buffers.Values.Any(known => ReferenceEquals(known.Item1, buffer)):
                            register_buffer(key, buffer);
                            break;
                    }
                }
            }

            private IEnumerable<(string Key, object? Value)> Components()
            {
                var lineage = new Stack<Type>();
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType) lineage.Push(type);
                foreach (var type in lineage)
                {
                    var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
                    foreach (var field in fields)
                        if (typeof(Module).IsAssignableFrom(field.FieldType) || typeof(Tensor).IsAssignableFrom(field.FieldType))
                            yield return (KeyOf(field), field.GetValue(this));
                }
            }

            private static string KeyOf(FieldInfo field)
            {
                if (field.GetCustomAttribute<ComponentNameAttribute>()?.Name is { } given) return given;
                var end = field.Name.IndexOf(">k__BackingField", StringComparison.Ordinal);
                return end > 0 ? field.Name[1..end] : field.Name;
            }

            private void Fresh(string name)
            {
                ArgumentNullException.ThrowIfNull(name);
                if (name.Length == 0) throw new ArgumentException("the name of a component cannot be empty", nameof(name));
                if (name.Contains('.')) throw new ArgumentException($"the name of a component cannot contain a dot: '{name}'", nameof(name));
            }
        }
    }
}
