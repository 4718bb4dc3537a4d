using System.Text;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>What the optimizers share: groups, state per parameter, reading and writing both.</summary>
    public abstract class OptimizerHelper : optim.Optimizer
    {
        private protected const int FileMagic = 0x54504f; // "OPT"
        protected OptimizerOptions _defaults = new();
        protected OrderedDict<IntPtr, OptimizerState> _state = new();

        public OptimizerHelper()
        {
        }

        private protected abstract OptimizerState NewState(Parameter parameter);
        private protected abstract OptimizerOptions NewOptions();

        /// <summary>Adds the group, fills what its options leave open, and makes a state for each parameter.</summary>
        public override void add_param_group(ParamGroup param_group)
        {
            param_group.Parameters = [.. param_group.Parameters];
            foreach (var parameter in param_group.Parameters)
                if (_state.ContainsKey(parameter.Handle)) throw new ArgumentException("a parameter is in more than one group");
            var options = param_group.Options;
            if (options.GetType() == typeof(OptimizerOptions))
            {
                var own = NewOptions();
                own.LearningRate = options.LearningRate;
                param_group.Options = options = own;
            }
            Complete(options);
            options.LearningRate ??= _defaults.LearningRate;
            if (options.InitialLearningRate == 0) options.InitialLearningRate = options.LearningRate ?? 0;
            _parameter_groups.Add(param_group);
            foreach (var parameter in param_group.Parameters)
            {
                var state = NewState(parameter);
                state.Initialize(options);
                _state.Add(parameter.Handle, state);
            }
        }

        /// <summary>Fills options that a group leaves open from the optimizer's own.</summary>
        private protected abstract void Complete(OptimizerOptions options);

        public override void zero_grad() => zero_grad(true);

        public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

        public void to(Device device)
        {
            foreach (var state in _state.Values) state.to(device);
        }

        public virtual StateDictionary state_dict()
        {
            var result = new StateDictionary();
            foreach (var group in _parameter_groups)
            {
                result.Options.Add(group.Options);
                foreach (var parameter in group.Parameters) result.State.Add(_state[parameter.Handle]);
            }
            return result;
        }

        /// <summary>Copies options and state of an optimizer of the same kind over the same parameters.</summary>
        public virtual void load_state_dict(StateDictionary state_dict)
        {
            var own = this.state_dict();
            if (own.Options.Count != state_dict.Options.Count)
                throw new ArgumentException($"the optimizer has {own.Options.Count} groups, the state {state_dict.Options.Count}");
            if (own.State.Count != state_dict.State.Count)
                throw new ArgumentException($"the optimizer has {own.State.Count} parameters, the state {state_dict.State.Count}");
            for (var i = 0; i < own.Options.Count; i++)
                if (!ReferenceEquals(own.Options[i], state_dict.Options[i])) own.Options[i].LoadStateDict(state_dict.Options[i]);
            for (var i = 0; i < own.State.Count; i++)
                if (!ReferenceEquals(own.State[i], state_dict.State[i])) own.State[i].LoadStateDict(state_dict.State[i]);
        }

        public void save_state_dict(string location)
        {
            var aside = $"{location}.partial";
            using (var stream = File.Create(aside))
            using (var writer = new BinaryWriter(stream, Encoding.UTF8)) save_state_dict(writer);
            File.Move(aside, location, overwrite: true);
        }

        public void load_state_dict(string location)
        {
            using var stream = File.OpenRead(location);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            load_state_dict(reader);
        }

        public void save_state_dict(BinaryWriter writer)
        {
            var state = state_dict();
            writer.Write(FileMagic);
            writer.Write(GetType().Name);
            writer.Write(state.Options.Count);
            writer.Write(state.State.Count);
            foreach (var options in state.Options) options.SaveStateDict(writer);
            foreach (var one in state.State) one.SaveStateDict(writer);
        }

        public void load_state_dict(BinaryReader reader)
        {
            var own = state_dict();
            if (reader.ReadInt32() != FileMagic) throw new InvalidDataException("this is not a saved optimizer state");
            var kind = reader.ReadString();
            if (kind != GetType().Name) throw new InvalidDataException($"the state belongs to {kind}, not to {GetType().Name}");
            var (groups, states) = (reader.ReadInt32(), reader.ReadInt32());
            if (groups != own.Options.Count || states != own.State.Count)
                throw new InvalidDataException(
                    $"the file holds {groups} groups and {states} parameters, the optimizer {own.Options.Count} and {own.State.Count}");
            foreach (var options in own.Options) options.LoadStateDict(reader);
            foreach (var state in own.State) state.LoadStateDict(reader);
        }

        /// <summary>Evaluates the closure with gradients, then the body for each group without.</summary>
        protected Tensor _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
        {
            Tensor? loss = null;
            if (loss_closure is not null)
            {
                using var recorded = enable_grad();
                loss = loss_closure();
            }
            using (var gradless = no_grad())
            {
                foreach (var group in _parameter_groups)
                {
                    using var scope = NewDisposeScope();
                    body((T)group);
                }
            }
            return loss!;
        }

        /// <summary>The parameters of a group that have a gradient, with gradient and state.</summary>
        private protected List<(Parameter Parameter, Tensor Gradient, TState State)> Active<TState>(ParamGroup group, bool maximize) where TState : OptimizerState
        {
            var result = new List<(Parameter, Tensor, TState)>();
            foreach (var parameter in group.Parameters)
                if (parameter.grad is { } gradient) result.Add((parameter, maximize ? -gradient : gradient, (TState)_state[parameter.Handle]));
            return result;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                foreach (var state in _state.Values) (state as IDisposable)?.Dispose();
            base.Dispose(disposing);
        }
    }
}
