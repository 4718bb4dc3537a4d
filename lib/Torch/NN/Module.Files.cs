using System.Text;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Writes the state: a count, then name, type, shape and raw bytes of each tensor. Written aside, then renamed.</summary>
            public Module save(string location, IList<string>? skip = null)
            {
                var aside = $"{location}.partial";
                using (var stream = File.Create(aside)) save(stream, skip);
                File.Move(aside, location, overwrite: true);
                return this;
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                var kept = sd.Where(entry => skip is null || !skip.Contains(entry.Key)).ToArray();
                writer.Write7BitEncodedInt(kept.Length);
                foreach (var (key, tensor) in kept)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location)) throw new FileNotFoundException($"no such file: {location}", location);
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                var own = state_dict();
                var count = reader.Read7BitEncodedInt();
                if (strict && count != own.Count)
                    throw new ArgumentException($"{GetName()} has {own.Count} parameters and buffers, the file {count}");
                using var gradless = no_grad();
                var loaded = new HashSet<string>();
                for (var i = 0; i < count; i++)
                {
                    var key = reader.ReadString();
                    if (strict && !own.ContainsKey(key)) throw new ArgumentException($"{GetName()} has no '{key}', which the file holds");
                    var wanted = own.TryGetValue(key, out var target) && (skip is null || !skip.Contains(key));
                    if (wanted) target!.Load(reader);
                    else TensorExtensionMethods.Load(reader, skip: true);
                    if (wanted) loaded.Add(key);
                    else if (loadedParameters is not null) loadedParameters[key] = false;
                }
                if (loadedParameters is not null)
                    foreach (var key in own.Keys) loadedParameters[key] = loaded.Contains(key);
                return this;
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            public static Module Create<T>(string path) where T : Module, new() => new T().load(path);
        }
    }
}
