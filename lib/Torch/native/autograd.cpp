// Backward passes, gradient modes, hooks, and graph nodes whose backward is managed code.
#include "shim.h"

#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

#include <algorithm>
#include <type_traits>

using shim::borrow;
using shim::borrow_all;
using shim::guarded;
namespace ag = torch::autograd;

SHIM_API int32_t shim_backward(void** tensors, int32_t count, void** grads, void** inputs, int32_t ninputs, int32_t retain,
                               int32_t create) {
  return guarded<>(-1, [&] {
    ag::variable_list given;
    if (grads != nullptr) given = borrow_all(grads, count);
    ag::backward(borrow_all(tensors, count), given, retain != 0, create != 0, borrow_all(inputs, ninputs));
    return 0;
  });
}

// Writes `ninputs` handles, null where an input was not reached (only with allow_unused).
SHIM_API int32_t shim_grad(void** outputs, int32_t noutputs, void** inputs, int32_t ninputs, void** grads, int32_t retain,
                           int32_t create, int32_t allow_unused, void** results) {
  return guarded<>(-1, [&] {
    ag::variable_list given;
    if (grads != nullptr) given = borrow_all(grads, noutputs);
    auto found = ag::grad(borrow_all(outputs, noutputs), borrow_all(inputs, ninputs), given, retain != 0, create != 0,
                          allow_unused != 0);
    for (int32_t i = 0; i < ninputs; i++) results[i] = shim::release(std::move(found[i]));
    return 0;
  });
}

SHIM_API int32_t shim_grad_enabled() { return c10::GradMode::is_enabled(); }
SHIM_API void shim_set_grad_enabled(int32_t value) { c10::GradMode::set_enabled(value != 0); }
SHIM_API int32_t shim_inference_enabled() { return c10::InferenceMode::is_enabled(); }

SHIM_API void* shim_inference_enter(int32_t value) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* { return new c10::InferenceMode(value != 0); });
}

// Must run on the thread that entered: the guard restores thread-local state.
SHIM_API void shim_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

SHIM_API void shim_set_anomaly(int32_t enabled, int32_t check_nan) { ag::AnomalyMode::set_enabled(enabled != 0, check_nan != 0); }
SHIM_API int32_t shim_anomaly() {
  return (ag::AnomalyMode::is_enabled() ? 1 : 0) | (ag::AnomalyMode::should_check_nan() ? 2 : 0);
}

// Autocast: state of one device type, 0 = CPU, 1 = CUDA.
#define SHIM_TORCH (TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR)
SHIM_API int32_t shim_autocast_enabled(int32_t device_type) {
#if SHIM_TORCH >= 204
  return at::autocast::is_autocast_enabled(static_cast<at::DeviceType>(device_type));
#else
  return device_type == 0 ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
#endif
}

SHIM_API int32_t shim_autocast_dtype(int32_t device_type) {
#if SHIM_TORCH >= 204
  return static_cast<int32_t>(at::autocast::get_autocast_dtype(static_cast<at::DeviceType>(device_type)));
#else
  return static_cast<int32_t>(device_type == 0 ? at::autocast::get_autocast_cpu_dtype() : at::autocast::get_autocast_gpu_dtype());
#endif
}

SHIM_API void shim_autocast_set(int32_t device_type, int32_t enabled, int32_t dtype) {
  auto scalar = static_cast<at::ScalarType>(dtype);
#if SHIM_TORCH >= 204
  at::autocast::set_autocast_enabled(static_cast<at::DeviceType>(device_type), enabled != 0);
  at::autocast::set_autocast_dtype(static_cast<at::DeviceType>(device_type), scalar);
#else
  if (device_type == 0) {
    at::autocast::set_cpu_enabled(enabled != 0);
    at::autocast::set_autocast_cpu_dtype(scalar);
  } else {
    at::autocast::set_enabled(enabled != 0);
    at::autocast::set_autocast_gpu_dtype(scalar);
  }
#endif
}

SHIM_API int32_t shim_autocast_cache() { return at::autocast::is_autocast_cache_enabled(); }
SHIM_API void shim_autocast_set_cache(int32_t enabled) { at::autocast::set_autocast_cache_enabled(enabled != 0); }
SHIM_API int32_t shim_autocast_enter() { return at::autocast::increment_nesting(); }

// The outermost region's end drops the cached low-precision copies of the weights.
SHIM_API void shim_autocast_leave() {
  guarded<>(0, [&] {
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    return 0;
  });
}

// Managed callbacks. `apply` gets gradients (null = undefined) and fills owned handles, or returns a text that the
// managed side keeps alive until the next call on that thread.
typedef const char* (*Apply)(void* context, void** in, int32_t nin, void** out, int32_t nout);
typedef void (*Release)(void* context);

namespace {

struct Managed {
  void* context;
  Release release;
  Managed(void* c, Release r) : context(c), release(r) {}
  Managed(const Managed&) = delete;  // a copy would release twice
  ~Managed() { release(context); }
};

std::vector<at::Tensor> call(Apply apply, void* context, const std::vector<at::Tensor>& in, size_t nout) {
  std::vector<void*> given, made(nout, nullptr);
  for (auto& t : in) given.push_back(t.defined() ? static_cast<void*>(t.unsafeGetTensorImpl()) : nullptr);
  auto fault = apply(context, given.data(), static_cast<int32_t>(given.size()), made.data(), static_cast<int32_t>(nout));
  std::vector<at::Tensor> out;
  for (auto handle : made)
    out.push_back(handle == nullptr ? at::Tensor()
                                    : at::Tensor(c10::intrusive_ptr<at::TensorImpl, c10::UndefinedTensorImpl>::reclaim(shim::impl(handle))));
  if (fault != nullptr) throw std::runtime_error(fault);
  return out;
}

struct ManagedNode : public ag::Node {
  Apply apply_managed;
  Managed managed;
  std::string title;
  std::vector<ag::SavedVariable> saved;
  bool released = false;

  ManagedNode(Apply apply, void* context, Release release, const char* name)
      : apply_managed(apply), managed(context, release), title(name) {}
  std::string name() const override { return title; }
  void release_variables() override {
    saved.clear();
    released = true;
  }
  ag::variable_list apply(ag::variable_list&& grads) override {
    TORCH_CHECK(!released, "Trying to backward through ", title, " a second time; pass retain_graph: true the first time");
    return call(apply_managed, managed.context, grads, num_outputs());
  }
};

// Nodes are counted from outside (std::shared_ptr) in older libtorch, within (intrusive_ptr) from 2.14 on; the pointer of an edge says which.
using NodePointer = decltype(ag::Edge::function);

// deleteNode, found through its argument where it exists, frees a long chain of nodes without recursion.
template <typename Pointer, typename Made>
Pointer own(Made* node) {
  if constexpr (std::is_same_v<Pointer, std::shared_ptr<ag::Node>>) return Pointer(node, [](auto* n) { deleteNode(n); });
  else return Pointer::unsafe_steal_from_new(node);
}

template <typename Pointer, typename Made>
Pointer share(Made* node) {
  if constexpr (std::is_same_v<Pointer, std::shared_ptr<ag::Node>>) return node->shared_from_this();
  else return Pointer::unsafe_reclaim_from_nonowning(node);
}

bool contains(const std::vector<at::Tensor>& all, const at::Tensor& one) {
  return std::any_of(all.begin(), all.end(), [&](const at::Tensor& t) { return t.is_same(one); });
}

}  // namespace

// Ties the outputs of a managed function to its inputs in the graph. Writes the tensors to hand out (owned) into
// `results`; `node` receives the node's address, or null when no gradient is to be recorded (context is released then).
SHIM_API int32_t shim_function_connect(Apply apply, void* context, Release release, const char* name, void** inputs, int32_t ninputs,
                                       void** outputs, int32_t noutputs, void** dirty, int32_t ndirty, void** constant,
                                       int32_t nconstant, void** saved, int32_t nsaved, void** results, void** node) {
  return guarded<>(-1, [&] {
    auto in = borrow_all(inputs, ninputs), out = borrow_all(outputs, noutputs), changed = borrow_all(dirty, ndirty),
         fixed = borrow_all(constant, nconstant);
    *node = nullptr;
    auto made = new ManagedNode(apply, context, release, name);
    auto fn = own<NodePointer>(made);
    bool recorded = c10::GradMode::is_enabled() &&
                    std::any_of(in.begin(), in.end(), [](const at::Tensor& t) { return t.defined() && t.requires_grad(); });
    std::vector<at::Tensor> originals = out;
    if (recorded) fn->set_next_edges(ag::collect_next_edges(in));
    for (auto& t : out) {
      bool is_input = contains(in, t), is_dirty = contains(changed, t);
      if (is_input && !is_dirty) t = t.alias();
      if (!recorded) continue;
      auto number = fn->add_input_metadata(t);
      if (contains(fixed, t) || !ag::isDifferentiableType(t.scalar_type())) {
        if (!is_dirty) t = t.detach();
        continue;
      }
      if (is_dirty) {
        TORCH_CHECK(!(t.is_leaf() && t.requires_grad()), "a leaf that requires a gradient was changed in place by ", name);
        ag::impl::rebase_history(t, {fn, number});
      } else {
        if (t.requires_grad() && is_input) t = t.detach();
        if (t.grad_fn()) t = t.detach();
        ag::impl::set_gradient_edge(t, {fn, number});
      }
    }
    if (recorded) {
      for (auto& t : borrow_all(saved, nsaved)) {
        auto at_output = std::find_if(originals.begin(), originals.end(), [&](const at::Tensor& o) { return o.defined() && o.is_same(t); });
        bool is_output = at_output != originals.end() && !contains(in, t);
        made->saved.emplace_back(is_output ? out[at_output - originals.begin()] : t, is_output);
      }
      *node = made;
    }
    for (int32_t i = 0; i < noutputs; i++) results[i] = shim::release(std::move(out[i]));
    return 0;
  });
}

// What the function saved, unpacked; refused with libtorch's text where a saved tensor was changed in place since.
SHIM_API int32_t shim_function_saved(void* node, void** results, int32_t capacity) {
  return guarded<>(-1, [&] {
    auto fn = static_cast<ManagedNode*>(node);
    TORCH_CHECK(!fn->released, "the saved tensors of ", fn->title, " have been freed; pass retain_graph: true the first time");
    auto count = static_cast<int32_t>(fn->saved.size());
    for (int32_t i = 0; i < count && i < capacity; i++)
      results[i] = shim::release(fn->saved[i].unpack(share<NodePointer>(fn)));
    return count;
  });
}

// Calls back with a tensor's gradient; what comes back (if anything) replaces it. Returns the hook's number.
SHIM_API int32_t shim_hook_add(void* handle, Apply apply, void* context, Release release) {
  return guarded<>(-1, [&] {
    auto managed = std::make_shared<Managed>(context, release);
    auto number = borrow(handle).register_hook([managed, apply](at::Tensor grad) -> at::Tensor {
      return call(apply, managed->context, {grad}, 1)[0];
    });
    return static_cast<int32_t>(number);
  });
}

SHIM_API int32_t shim_hook_remove(void* handle, int32_t number) {
  return guarded<>(-1, [&] {
    borrow(handle).remove_hook(static_cast<unsigned>(number));
    return 0;
  });
}
