using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters of the whole tree, then persistent buffers; the tensors are the module's own.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : $"{prefix}.";
                foreach (var (key, parameter) in named_parameters()) destination[start + key] = parameter;
                foreach (var (key, buffer) in named_buffers(include_nonpersistent: false)) destination[start + key] = buffer;
                return destination;
            }

            /// <summary>
            /// Copies values in by name. Strict: any missing or unexpected key is an error that lists them; otherwise the two
            /// lists are returned. A wrong shape is an error either way, and names every key that has one; nothing is copied then.
            /// </summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                bool Skipped(string key) => skip is not null && skip.Contains(key);
                List<string> missing = [.. own.Keys.Where(key => !source.ContainsKey(key) && !Skipped(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !own.ContainsKey(key) && !Skipped(key))];
                List<string> faults = [];
                if (strict && missing.Count > 0) faults.Add($"missing: {string.Join(", ", missing)}");
                if (strict && unexpected.Count > 0) faults.Add($"unexpected: {string.Join(", ", unexpected)}");
                var wanted = own.Where(entry => source.ContainsKey(entry.Key) && !Skipped(entry.Key)).ToArray();
                foreach (var (key, tensor) in wanted)
                {
                    var (expected, given) = (tensor.shape, source[key].shape);
                    if (!expected.SequenceEqual(given))
                        faults.Add($"wrong shape: {key} is [{string.Join(", ", expected)}], [{string.Join(", ", given)}] was given");
                }
                if (faults.Count > 0)
                    throw new InvalidOperationException($"the state does not fit {GetName()}:{string.Concat(faults.Select(fault => $"\n  {fault}"))}");
                using var gradless = no_grad();
                foreach (var (key, tensor) in wanted) tensor.copy_(source[key]);
                return (missing, unexpected);
            }

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());
        }
    }
}
