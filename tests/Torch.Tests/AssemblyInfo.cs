// The generator, the gradient mode and the ledger of live tensors belong to the process: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
