using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp.Interop;

/// <summary>The functions of native/*.cpp. Names are theirs.</summary>
internal static unsafe partial class Shim
{
    private const string Library = "torch_shim";
    internal const int Interface = 3;

    [DllImport(Library)] internal static extern int shim_interface();
    [DllImport(Library)] internal static extern int shim_start();
    [DllImport(Library)] internal static extern int shim_error(int detail, byte* buffer, int capacity);
    [DllImport(Library)] internal static extern int shim_version(byte* buffer, int capacity);
    [DllImport(Library)] internal static extern int shim_config(byte* buffer, int capacity);
    [DllImport(Library)] internal static extern NativeCounters* shim_counters();

    [DllImport(Library)] internal static extern IntPtr shim_operator_find(byte* name, byte* overload);
    [DllImport(Library)] internal static extern int shim_operator_schema(IntPtr op, byte* text, int capacity);
    [DllImport(Library)] internal static extern int shim_operator_is_direct(IntPtr op);
    [DllImport(Library)] internal static extern int shim_operator_call(IntPtr op, NativeValue* args, int count, NativeValue* results, int capacity);
    [DllImport(Library)] internal static extern int shim_operator_fetch(NativeValue* results, int capacity);

    [DllImport(Library)] internal static extern void shim_tensor_retain(IntPtr tensor);
    [DllImport(Library)] internal static extern void shim_tensor_release(IntPtr tensor);
    [DllImport(Library)] internal static extern int shim_tensor_info(IntPtr tensor, TensorInfo* info);
    [DllImport(Library)] internal static extern void* shim_tensor_data(IntPtr tensor);
    [DllImport(Library)] internal static extern void* shim_tensor_storage(IntPtr tensor, long* bytes);
    [DllImport(Library)] internal static extern IntPtr shim_tensor_from_blob(void* data, long* sizes, int rank, int dtype, delegate* unmanaged<IntPtr, void> deleter, IntPtr context);
    [DllImport(Library)] internal static extern int shim_tensor_set_requires_grad(IntPtr tensor, int value);
    [DllImport(Library)] internal static extern int shim_tensor_retain_grad(IntPtr tensor);
    [DllImport(Library)] internal static extern IntPtr shim_tensor_grad(IntPtr tensor);
    [DllImport(Library)] internal static extern int shim_tensor_set_grad(IntPtr tensor, IntPtr grad);
    [DllImport(Library)] internal static extern int shim_tensor_set_data(IntPtr tensor, IntPtr data);
    [DllImport(Library)] internal static extern long shim_tensor_version(IntPtr tensor);

    [DllImport(Library)] internal static extern IntPtr shim_generator_new(long seed, int deviceType, int deviceIndex);
    [DllImport(Library)] internal static extern IntPtr shim_generator_default(int deviceType, int deviceIndex);
    [DllImport(Library)] internal static extern void shim_generator_release(IntPtr generator);
    [DllImport(Library)] internal static extern int shim_generator_seed(IntPtr generator, long seed);
    [DllImport(Library)] internal static extern long shim_generator_reseed(IntPtr generator);
    [DllImport(Library)] internal static extern long shim_generator_current(IntPtr generator);
    [DllImport(Library)] internal static extern IntPtr shim_generator_get_state(IntPtr generator);
    [DllImport(Library)] internal static extern int shim_generator_set_state(IntPtr generator, IntPtr state);
    [DllImport(Library)] internal static extern int shim_manual_seed(long seed);

    [DllImport(Library)] internal static extern int shim_backward(IntPtr* tensors, int count, IntPtr* grads, IntPtr* inputs, int inputCount, int retain, int create);
    [DllImport(Library)] internal static extern int shim_grad(IntPtr* outputs, int outputCount, IntPtr* inputs, int inputCount, IntPtr* grads, int retain, int create, int allowUnused, IntPtr* results);
    [DllImport(Library)] internal static extern int shim_grad_enabled();
    [DllImport(Library)] internal static extern void shim_set_grad_enabled(int value);
    [DllImport(Library)] internal static extern int shim_inference_enabled();
    [DllImport(Library)] internal static extern IntPtr shim_inference_enter(int value);
    [DllImport(Library)] internal static extern void shim_inference_leave(IntPtr guard);
    [DllImport(Library)] internal static extern void shim_set_anomaly(int enabled, int checkNan);
    [DllImport(Library)] internal static extern int shim_anomaly();
    [DllImport(Library)] internal static extern int shim_autocast_enabled(int deviceType);
    [DllImport(Library)] internal static extern int shim_autocast_dtype(int deviceType);
    [DllImport(Library)] internal static extern void shim_autocast_set(int deviceType, int enabled, int dtype);
    [DllImport(Library)] internal static extern int shim_autocast_cache();
    [DllImport(Library)] internal static extern void shim_autocast_set_cache(int enabled);
    [DllImport(Library)] internal static extern int shim_autocast_enter();
    [DllImport(Library)] internal static extern void shim_autocast_leave();

    [DllImport(Library)]
    internal static extern int shim_function_connect(
        delegate* unmanaged<IntPtr, IntPtr*, int, IntPtr*, int, byte*> apply, IntPtr context, delegate* unmanaged<IntPtr, void> release,
        byte* name, IntPtr* inputs, int inputCount, IntPtr* outputs, int outputCount, IntPtr* dirty, int dirtyCount,
        IntPtr* constant, int constantCount, IntPtr* saved, int savedCount, IntPtr* results, IntPtr* node);
    [DllImport(Library)] internal static extern int shim_function_saved(IntPtr node, IntPtr* results, int capacity);
    [DllImport(Library)]
    internal static extern int shim_hook_add(
        IntPtr tensor, delegate* unmanaged<IntPtr, IntPtr*, int, IntPtr*, int, byte*> apply, IntPtr context, delegate* unmanaged<IntPtr, void> release);
    [DllImport(Library)] internal static extern int shim_hook_remove(IntPtr tensor, int number);

    [DllImport(Library)] internal static extern int shim_c10d_features();
    [DllImport(Library)] internal static extern IntPtr shim_c10d_join(int backend, byte* file, byte* host, int port, int rank, int size, long timeout, byte* address, int share);
    [DllImport(Library)] internal static extern int shim_combine_channels(IntPtr x, IntPtr y, IntPtr result, double* a, double* b, double* c);
    [DllImport(Library)] internal static extern int shim_c10d_shares(IntPtr group);
    [DllImport(Library)] internal static extern void shim_c10d_leave(IntPtr group);
    [DllImport(Library)] internal static extern IntPtr shim_c10d_all_reduce(IntPtr group, IntPtr tensor, int op);
    [DllImport(Library)] internal static extern IntPtr shim_c10d_broadcast(IntPtr group, IntPtr tensor, int root);
    [DllImport(Library)] internal static extern IntPtr shim_c10d_all_gather(IntPtr group, IntPtr tensor, IntPtr* results, int count);
    [DllImport(Library)] internal static extern IntPtr shim_c10d_barrier(IntPtr group);
    [DllImport(Library)] internal static extern int shim_c10d_wait(IntPtr work);
    [DllImport(Library)] internal static extern int shim_c10d_is_completed(IntPtr work);
    [DllImport(Library)] internal static extern void shim_c10d_release(IntPtr work);

    [DllImport(Library)] internal static extern int shim_get_num_threads();
    [DllImport(Library)] internal static extern int shim_set_num_threads(int count);
    [DllImport(Library)] internal static extern int shim_get_num_interop_threads();
    [DllImport(Library)] internal static extern int shim_set_num_interop_threads(int count);
    [DllImport(Library)] internal static extern int shim_default_dtype();
    [DllImport(Library)] internal static extern int shim_set_default_dtype(int dtype);
    [DllImport(Library)] internal static extern int shim_deterministic();
    [DllImport(Library)] internal static extern void shim_set_deterministic(int mode, int warnOnly);
    [DllImport(Library)] internal static extern int shim_cuda_available();
    [DllImport(Library)] internal static extern int shim_cudnn_available();
    [DllImport(Library)] internal static extern int shim_cuda_count();
    [DllImport(Library)] internal static extern int shim_cuda_synchronize(int index);
    [DllImport(Library)] internal static extern int shim_cuda_seed(long seed, int all);
    [DllImport(Library)] internal static extern int shim_cuda_empty_cache();
    [DllImport(Library)] internal static extern int shim_context_get(int which);
    [DllImport(Library)] internal static extern int shim_context_set(int which, int value);
}
