// Tests of memory read the process's counter of allocated tensors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
