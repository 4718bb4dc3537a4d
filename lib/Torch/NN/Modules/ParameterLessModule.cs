using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Marks layers without parameters.</summary>
    public interface IParameterLessModule
    {
    }

    /// <summary>A layer without parameters, buffers or submodules.</summary>
    public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
    {
        protected ParameterLessModule(string name) : base(name)
        {
        }

        public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refused("buffer", name);
        public override void register_parameter(string name, Parameter param) => throw Refused("parameter", name);
        public override void register_module(string name, nn.Module submodule) => throw Refused("module", name);

        protected override void RegisterComponents()
        {
        }

        private InvalidOperationException Refused(string kind, string given) =>
            new($"{GetName()} has no parameters; the {kind} '{given}' cannot be registered");
    }

    /// <summary>A layer of several inputs without parameters.</summary>
    public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>, IParameterLessModule
    {
        protected ParameterLessModule(string name) : base(name)
        {
        }

        protected override void RegisterComponents()
        {
        }
    }

    /// <summary>A layer of three inputs without parameters.</summary>
    public abstract class ParameterLessModule<T1, T2, T3, TResult> : nn.Module<T1, T2, T3, TResult>, IParameterLessModule
    {
        protected ParameterLessModule(string name) : base(name)
        {
        }

        protected override void RegisterComponents()
        {
        }
    }
}
