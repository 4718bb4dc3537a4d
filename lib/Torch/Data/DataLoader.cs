using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Batches of a dataset's items, loaded ahead by worker threads in the order of the sampler. An exception of a worker
    /// reaches the caller at that item's batch.
    /// </summary>
    public class DataLoader<T, S> : IEnumerable<S>, IDisposable
    {
        private readonly IEnumerable<long>? _shuffler;
        private readonly bool _shuffle;
        private Random? _random;

        public DataLoader(utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : this(dataset, batchSize, collate_fn, false, device, null, num_worker, drop_last, disposeBatch, disposeDataset) => _shuffler = shuffler;

        public DataLoader(utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        {
            if (batchSize < 1) throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "a batch has at least one item");
            this.dataset = dataset;
            batch_size = batchSize;
            this.collate_fn = collate_fn;
            this.drop_last = drop_last;
            num_workers = Math.Max(1, num_worker);
            Device = device ?? CPU;
            DisposeBatch = disposeBatch;
            DisposeDataset = disposeDataset;
            _shuffle = shuffle;
            // Without a seed the order is drawn from libtorch's generator, so that manual_seed repeats it.
            if (shuffle) _random = new Random(seed ?? randint(0, int.MaxValue, [1]).ToInt32());
        }

        public utils.data.Dataset<T> dataset { get; }
        public int batch_size { get; }
        public bool drop_last { get; }
        public int num_workers { get; }
        public Func<IEnumerable<T>, Device, S> collate_fn { get; }
        public Device Device { get; }
        public bool DisposeBatch { get; }
        public bool DisposeDataset { get; }

        /// <summary>The numbers of the items in the order of the next pass.</summary>
        public IEnumerable<long> sampler
        {
            get
            {
                if (_shuffler is not null) return _shuffler;
                long[] order = [.. Enumerable.Range(0, checked((int)dataset.Count)).Select(n => (long)n)];
                if (_shuffle) _random!.Shuffle(order);
                return order;
            }
        }

        /// <summary>The number of batches in a pass.</summary>
        public long Count => drop_last ? dataset.Count / batch_size : (dataset.Count + batch_size - 1) / batch_size;

        public IEnumerator<S> GetEnumerator()
        {
            foreach (var batch in sampler.Chunk(batch_size))
            {
                if (drop_last && batch.Length < batch_size) yield break;
                var items = Load(batch);
                S result;
                using (var scope = NewDisposeScope())
                {
                    result = collate_fn(items, Device);
                    foreach (var tensor in Tensors(result!)) tensor.MoveToOuterDisposeScope();
                }
                foreach (var tensor in items.SelectMany(item => Tensors(item!))) tensor.Dispose();
                try
                {
                    yield return result;
                }
                finally
                {
                    if (DisposeBatch) foreach (var tensor in Tensors(result!)) tensor.Dispose();
                }
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing && DisposeDataset) dataset.Dispose();
        }

        private T[] Load(long[] numbers)
        {
            var items = new T[numbers.Length];
            if (num_workers == 1)
            {
                for (var i = 0; i < numbers.Length; i++) items[i] = dataset.GetTensor(numbers[i]);
                return items;
            }
            try
            {
                Parallel.For(0, numbers.Length, new ParallelOptions { MaxDegreeOfParallelism = num_workers }, i => items[i] = dataset.GetTensor(numbers[i]));
            }
            catch (AggregateException e) when (e.InnerExceptions.Count == 1)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
            }
            return items;
        }

        private static IEnumerable<Tensor> Tensors(object item) => item switch
        {
            Tensor tensor => [tensor],
            IDictionary<string, Tensor> named => named.Values,
            IEnumerable<Tensor> list => list,
            _ => [],
        };
    }

    /// <summary>Batches of named tensors: each name's tensors are stacked.</summary>
    public class DataLoader : DataLoader<Dictionary<string, Tensor>, Dictionary<string, Tensor>>
    {
        public DataLoader(utils.data.Dataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : base(dataset, batchSize, Collate, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        public DataLoader(utils.data.Dataset dataset, int batchSize, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : base(dataset, batchSize, Collate, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        private static Dictionary<string, Tensor> Collate(IEnumerable<Dictionary<string, Tensor>> items, Device device)
        {
            var all = items.ToArray();
            return all[0].Keys.ToDictionary(key => key, key => stack(all.Select(item => item[key])).to(device));
        }
    }

    /// <summary>Batches of tensors in order: each position's tensors are stacked.</summary>
    public class IterableDataLoader : DataLoader<IList<Tensor>, IList<Tensor>>
    {
        internal IterableDataLoader(utils.data.IterableDataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device, int num_worker, bool drop_last, bool disposeBatch, bool disposeDataset)
            : base(dataset, batchSize, Collate, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        internal IterableDataLoader(utils.data.IterableDataset dataset, int batchSize, bool shuffle, Device? device, int? seed, int num_worker, bool drop_last, bool disposeBatch, bool disposeDataset)
            : base(dataset, batchSize, Collate, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        private static IList<Tensor> Collate(IEnumerable<IList<Tensor>> items, Device device)
        {
            var all = items.ToArray();
            return [.. Enumerable.Range(0, all[0].Count).Select(i => stack(all.Select(item => item[i])).to(device))];
        }
    }

    /// <summary>Rows of tensors that share their first dimension.</summary>
    public class TensorDataset : utils.data.IterableDataset
    {
        private readonly Tensor[] _tensors;

        internal TensorDataset(Tensor[] tensors)
        {
            if (tensors.Length == 0) throw new ArgumentException("a dataset needs at least one tensor");
            if (tensors.Any(tensor => tensor.size(0) != tensors[0].size(0)))
                throw new ArgumentException($"the tensors differ in their first dimension: {string.Join(", ", tensors.Select(tensor => tensor.size(0)))}");
            _tensors = [.. tensors.Select(tensor => tensor.alias().DetachFromDisposeScope())];
        }

        public IList<Tensor> this[long index] => [.. _tensors.Select(tensor => tensor[index])];
        public override long Count => _tensors[0].size(0);
        public override IList<Tensor> GetTensor(long index) => this[index];

        protected override void Dispose(bool disposing)
        {
            if (disposing) foreach (var tensor in _tensors) tensor.Dispose();
            base.Dispose(disposing);
        }
    }
}
