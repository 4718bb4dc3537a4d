// Reference counts, metadata and memory of tensors; generators.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/core/Generator.h>
#include <ATen/ops/from_blob.h>

using shim::borrow;
using shim::guarded;

// Mirrored by TorchSharp/Interop/TensorInfo.cs. The pointers stay valid while the tensor lives and keeps its shape.
struct TensorInfo {
  const int64_t* sizes;
  const int64_t* strides;
  int64_t ndim;
  int64_t numel;
  int64_t storage_offset;
  int32_t dtype;
  int32_t device_type;
  int32_t device_index;
  int32_t element_size;
  int32_t layout;
  int32_t flags;
};

enum InfoFlags { kRequiresGrad = 1, kLeaf = 2, kContiguous = 4, kChannelsLast = 8, kInference = 16, kConjugate = 32, kNegative = 64 };

SHIM_API void shim_tensor_retain(void* handle) { c10::raw::intrusive_ptr::incref(shim::impl(handle)); }

SHIM_API void shim_tensor_release(void* handle) {
  guarded<>(0, [&] {
    c10::raw::intrusive_ptr::decref(shim::impl(handle));
    return 0;
  });
}

SHIM_API int32_t shim_tensor_info(void* handle, TensorInfo* info) {
  return guarded<>(-1, [&] {
    auto t = borrow(handle);
    auto sizes = t.sizes();
    bool strided = t.layout() == c10::kStrided;
    info->sizes = sizes.data();
    info->strides = strided ? t.strides().data() : nullptr;
    info->ndim = static_cast<int64_t>(sizes.size());
    info->numel = t.numel();
    info->storage_offset = strided ? t.storage_offset() : 0;
    info->dtype = static_cast<int32_t>(t.scalar_type());
    info->device_type = static_cast<int32_t>(t.device().type());
    info->device_index = t.device().index();
    info->element_size = static_cast<int32_t>(t.element_size());
    info->layout = static_cast<int32_t>(t.layout());
    info->flags = (t.requires_grad() ? kRequiresGrad : 0) | (t.is_leaf() ? kLeaf : 0) |
                  (strided && t.is_contiguous() ? kContiguous : 0) |
                  (strided && sizes.size() == 4 && t.is_contiguous(at::MemoryFormat::ChannelsLast) ? kChannelsLast : 0) |
                  (t.is_inference() ? kInference : 0) | (t.is_conj() ? kConjugate : 0) | (t.is_neg() ? kNegative : 0);
    return 0;
  });
}

SHIM_API void* shim_tensor_data(void* handle) {
  return guarded<>(static_cast<void*>(nullptr), [&] { return borrow(handle).data_ptr(); });
}

typedef void (*Deleter)(void* context);

// A tensor over the caller's memory; `deleter(context)` runs when the last view of it is gone.
SHIM_API void* shim_tensor_from_blob(void* data, const int64_t* sizes, int32_t ndim, int32_t dtype, Deleter deleter, void* context) {
  return guarded<>(static_cast<void*>(nullptr), [&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    return shim::release(at::from_blob(data, at::IntArrayRef(sizes, ndim), [=](void*) { deleter(context); }, options));
  });
}

SHIM_API int32_t shim_tensor_set_requires_grad(void* handle, int32_t value) {
  return guarded<>(-1, [&] {
    borrow(handle).set_requires_grad(value != 0);
    return 0;
  });
}

SHIM_API int32_t shim_tensor_retain_grad(void* handle) {
  return guarded<>(-1, [&] {
    borrow(handle).retain_grad();
    return 0;
  });
}

SHIM_API void* shim_tensor_grad(void* handle) {
  return guarded<>(static_cast<void*>(nullptr), [&] { return shim::release(borrow(handle).grad()); });
}

SHIM_API int32_t shim_tensor_set_grad(void* handle, void* grad) {
  return guarded<>(-1, [&] {
    borrow(handle).mutable_grad() = borrow(grad);
    return 0;
  });
}

// Puts the second tensor's storage and shape under the first one's identity (what `param.data = x` does in Python).
SHIM_API int32_t shim_tensor_set_data(void* handle, void* data) {
  return guarded<>(-1, [&] {
    borrow(handle).set_data(borrow(data));
    return 0;
  });
}

SHIM_API int64_t shim_tensor_version(void* handle) {
  return guarded<>(static_cast<int64_t>(-1), [&] { return static_cast<int64_t>(borrow(handle)._version()); });
}

SHIM_API void* shim_tensor_storage(void* handle, int64_t* bytes) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    auto t = borrow(handle);
    *bytes = static_cast<int64_t>(t.storage().nbytes());
    return const_cast<void*>(static_cast<const void*>(t.storage().data()));
  });
}

static at::Generator generator(void* handle) {
  return at::Generator(
      c10::intrusive_ptr<c10::GeneratorImpl>::unsafe_reclaim_from_nonowning(static_cast<c10::GeneratorImpl*>(handle)));
}

static void* release(at::Generator g) {
  auto raw = g.unsafeGetGeneratorImpl();
  c10::raw::intrusive_ptr::incref(raw);
  return raw;
}

static c10::Device device(int32_t type, int32_t index) {
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

SHIM_API void* shim_generator_new(int64_t seed, int32_t device_type, int32_t device_index) {
  return guarded<>(static_cast<void*>(nullptr), [&] {
    if (device_type == 0) return release(at::detail::createCPUGenerator(static_cast<uint64_t>(seed)));
    auto g = at::globalContext().defaultGenerator(device(device_type, device_index)).clone();
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_current_seed(static_cast<uint64_t>(seed));
    return release(g);
  });
}

SHIM_API void* shim_generator_default(int32_t device_type, int32_t device_index) {
  return guarded<>(static_cast<void*>(nullptr), [&] {
    return release(at::globalContext().defaultGenerator(device(device_type, device_index)));
  });
}

SHIM_API void shim_generator_release(void* handle) {
  guarded<>(0, [&] {
    c10::raw::intrusive_ptr::decref(static_cast<c10::GeneratorImpl*>(handle));
    return 0;
  });
}

SHIM_API int32_t shim_generator_seed(void* handle, int64_t seed) {
  return guarded<>(-1, [&] {
    auto g = generator(handle);
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_current_seed(static_cast<uint64_t>(seed));
    return 0;
  });
}

// Draws a new seed from the machine's source of randomness, sets and returns it.
SHIM_API int64_t shim_generator_reseed(void* handle) {
  return guarded<>(static_cast<int64_t>(-1), [&] {
    auto g = generator(handle);
    std::lock_guard<std::mutex> lock(g.mutex());
    return static_cast<int64_t>(g.seed());
  });
}

SHIM_API int64_t shim_generator_current(void* handle) {
  return guarded<>(static_cast<int64_t>(-1), [&] {
    auto g = generator(handle);
    std::lock_guard<std::mutex> lock(g.mutex());
    return static_cast<int64_t>(g.current_seed());
  });
}

SHIM_API void* shim_generator_get_state(void* handle) {
  return guarded<>(static_cast<void*>(nullptr), [&] {
    auto g = generator(handle);
    std::lock_guard<std::mutex> lock(g.mutex());
    return shim::release(g.get_state());
  });
}

SHIM_API int32_t shim_generator_set_state(void* handle, void* state) {
  return guarded<>(-1, [&] {
    auto g = generator(handle);
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_state(borrow(state));
    return 0;
  });
}

// Seeds the default generators of the CPU and of every CUDA device.
SHIM_API int32_t shim_manual_seed(int64_t seed) {
  return guarded<>(-1, [&] {
    at::manual_seed(static_cast<uint64_t>(seed));
    return 0;
  });
}
