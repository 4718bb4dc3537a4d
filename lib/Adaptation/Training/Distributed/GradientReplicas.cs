using TorchSharp;
using TorchSharp.Extras;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>Averages the gradients of processes that each see a part of every batch, while they are still being computed (engineering, no paper).</summary>
/// <remarks>
/// Parameters lie in buckets in the reverse of their order, which is about the order in which a backward pass reaches them. A hook on each
/// parameter copies its gradient into its bucket; a full bucket is summed over the processes while the pass goes on. What a pass does not
/// reach counts as zero, and a bucket of which nothing was reached is left out: all processes run the same passes, so they agree on that.
/// Several passes in one step add up. The sums are the same to the bit everywhere, and so are weights that are moved by them.
/// As S. Li et al., "PyTorch Distributed: Experiences on Accelerating Data Parallel Training", VLDB 2020, arXiv 2006.15704, Section 3.2.
/// </remarks>
internal sealed class GradientReplicas : IDisposable
{
    private const long BucketBytes = 4L << 20;
    private readonly ProcessGroup group;
    private readonly List<Bucket> buckets = [];
    private readonly List<IDisposable> hooks = [];
    private int next;

    /// <param name="group">The processes.</param>
    /// <param name="parameters">What is trained, in the same order everywhere.</param>
    public GradientReplicas(ProcessGroup group, IEnumerable<Parameter> parameters)
    {
        this.group = group;
        foreach (var parameter in parameters.Where(p => p.requires_grad).Reverse())
        {
            var bytes = parameter.numel() * parameter.element_size();
            if (buckets is not [.., var last] || !last.Takes(parameter, bytes)) buckets.Add(last = new Bucket(parameter));
            last.Add(parameter, bytes);
        }
        foreach (var bucket in buckets)
        {
            bucket.Allocate();
            foreach (var slot in bucket.Slots) hooks.Add(slot.Parameter.OnGradient(gradient => Arrived(bucket, slot, gradient)));
        }
    }

    /// <summary>Gives every process rank 0's values.</summary>
    public static void Broadcast(ProcessGroup group, IEnumerable<Tensor> values)
    {
        using var noGrad = no_grad();
        foreach (var value in values)
        {
            using var scope = NewDisposeScope();
            var plain = value.detach().contiguous();
            group.Broadcast(plain);
            value.copy_(plain);
        }
    }

    /// <summary>After a backward pass: sends off the buckets that it filled in part.</summary>
    public void EndPass()
    {
        using var noGrad = no_grad();
        for (; next < buckets.Count; next++) Send(buckets[next]);
        next = 0;
        foreach (var bucket in buckets) bucket.EndPass();
    }

    /// <summary>At the end of a step: puts the mean over the processes in place of each parameter's own gradient.</summary>
    public void Finish()
    {
        using var noGrad = no_grad();
        foreach (var bucket in buckets)
        {
            bucket.Collect();
            bucket.Finish(group.Size);
        }
    }

    /// <summary>Removes the hooks.</summary>
    public void Dispose()
    {
        foreach (var hook in hooks) hook.Dispose();
        foreach (var bucket in buckets) bucket.Dispose();
    }

    private Tensor? Arrived(Bucket bucket, Slot slot, Tensor gradient)
    {
        using var noGrad = no_grad();
        using (gradient)
        {
            if (slot.Reached) throw new InvalidOperationException("a parameter got two gradients in one backward pass");
            bucket.Collect();
            bucket.Put(slot, gradient);
        }
        // In their order, so that every process sends the same bucket at the same place.
        while (next < buckets.Count && buckets[next].Missing == 0) Send(buckets[next++]);
        return null;
    }

    private void Send(Bucket bucket)
    {
        if (bucket.Missing == bucket.Slots.Count) return;
        bucket.Complete();
        bucket.Work = group.AllReduceAsync(bucket.Sent);
    }

    /// <summary>A parameter and its place in a bucket.</summary>
    private sealed class Slot(Parameter parameter, long offset)
    {
        public Parameter Parameter => parameter;

        public long Offset => offset;

        /// <summary>Whether this pass reached it.</summary>
        public bool Reached { get; set; }

        /// <summary>Whether any pass of this step did.</summary>
        public bool Trained { get; set; }
    }

    /// <summary>Gradients that cross together.</summary>
    private sealed class Bucket(Parameter first) : IDisposable
    {
        private readonly ScalarType type = first.dtype;
        private readonly Device device = first.device;
        private readonly List<Slot> slots = [];
        private long bytes, count;
        private bool holdsTotal;
        private Tensor? sent, total;

        public IReadOnlyList<Slot> Slots => slots;

        /// <summary>Parameters that this pass has not reached yet.</summary>
        public int Missing { get; private set; }

        /// <summary>What crosses.</summary>
        public Tensor Sent => sent!;

        /// <summary>The sum under way, if there is one.</summary>
        public Collective? Work { get; set; }

        public bool Takes(Parameter parameter, long more) =>
            parameter.dtype == type && parameter.device.type == device.type && parameter.device.index == device.index && bytes + more <= BucketBytes;

        public void Add(Parameter parameter, long more)
        {
            slots.Add(new Slot(parameter, count));
            (bytes, count, Missing) = (bytes + more, count + parameter.numel(), Missing + 1);
        }

        public void Allocate()
        {
            sent = zeros(count, dtype: type, device: device).DetachFromDisposeScope();
            total = zeros(count, dtype: type, device: device).DetachFromDisposeScope();
        }

        public void Put(Slot slot, Tensor gradient)
        {
            using var place = View(sent!, slot);
            place.copy_(gradient);
            slot.Reached = true;
            Missing--;
        }

        /// <summary>Zero for what the pass did not reach.</summary>
        public void Complete()
        {
            if (Missing == 0) return;
            foreach (var slot in slots.Where(s => !s.Reached))
            {
                using var place = View(sent!, slot);
                place.zero_();
            }
        }

        public void EndPass()
        {
            foreach (var slot in slots)
            {
                slot.Trained |= slot.Reached;
                slot.Reached = false;
            }
            Missing = slots.Count;
        }

        /// <summary>Waits for the sum under way and adds it to the step's.</summary>
        public void Collect()
        {
            if (Work is not { } work) return;
            Work = null;
            work.Wait();
            if (holdsTotal) total!.add_(sent!);
            // What was the total belongs to gradients of the step before, which are gone.
            else (sent, total) = (total, sent);
            holdsTotal = true;
        }

        public void Finish(int processes)
        {
            if (holdsTotal) total!.div_(processes);
            foreach (var slot in slots)
            {
                if (slot.Trained) slot.Parameter.grad = View(total!, slot);
                slot.Trained = false;
            }
            holdsTotal = false;
        }

        public void Dispose()
        {
            Work?.Dispose();
            sent?.Dispose();
            total?.Dispose();
        }

        private static Tensor View(Tensor flat, Slot slot)
        {
            using var part = flat.narrow(0, slot.Offset, slot.Parameter.numel());
            return part.view(slot.Parameter.shape);
        }
    }
}
