// What the files of the shim share: the C interface's types, and the guard that no C++ exception passes.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#define SHIM_API extern "C" __attribute__((visibility("default")))

namespace shim {

// One argument or result of an operator; TorchSharp/Interop/NativeValue.cs mirrors it.
enum Tag : int32_t {
  kNone = 0, kTensor, kInt, kDouble, kBool, kIntList, kDoubleList, kBoolList, kTensorList, kOptionalTensorList,
  kString, kDevice, kGenerator, kComplex, kScalarList
};

struct Value {
  int32_t tag;
  int32_t count;   // elements of a list, bytes of a string, index of a device
  union {
    int64_t i;
    double d;
    void* p;
  };
};

void set_error(const char* message, const char* detail);

// Runs the body; every exception becomes a text for shim_error and the given value.
template <typename Body, typename Result>
Result guarded(Result failed, Body&& body) noexcept {
  try {
    return body();
  } catch (const c10::Error& e) {
    set_error(e.what_without_backtrace(), e.what());
  } catch (const std::exception& e) {
    set_error(e.what(), e.what());
  } catch (...) {
    set_error("a C++ exception of unknown type", "");
  }
  return failed;
}

inline at::TensorImpl* impl(void* handle) { return static_cast<at::TensorImpl*>(handle); }

// A tensor that shares the handle's object: the caller keeps its own reference.
inline at::Tensor borrow(void* handle) {
  if (handle == nullptr) return at::Tensor();
  return at::Tensor(c10::intrusive_ptr<at::TensorImpl, c10::UndefinedTensorImpl>::unsafe_reclaim_from_nonowning(impl(handle)));
}

// Gives the reference to the caller; an undefined tensor is a null handle.
inline void* release(at::Tensor tensor) {
  return tensor.defined() ? static_cast<void*>(tensor.unsafeReleaseTensorImpl()) : nullptr;
}

inline std::vector<at::Tensor> borrow_all(void** handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
  return tensors;
}

// Adds memory that the CPU allocator did not see (CUDA) to the counters behind the collection budget.
void count_foreign(const at::Tensor& tensor);

}  // namespace shim
