// Process groups over c10d: Gloo on the CPU, NCCL where libtorch and its headers have it. Built without either where CMakeLists.txt
// did not find the headers; then every function says so, and shim_c10d_features is 0.
#include "shim.h"

#include <torch/version.h>

#if defined(SHIM_GLOO) || defined(SHIM_NCCL)
#define SHIM_C10D
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif
#if defined(SHIM_GLOO)
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#if defined(SHIM_NCCL)
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

using shim::borrow;
using shim::borrow_all;
using shim::guarded;

// Bit 0: Gloo, bit 1: NCCL.
SHIM_API int32_t shim_c10d_features() {
  int32_t found = 0;
#if defined(SHIM_GLOO)
  found |= 1;
#endif
#if defined(SHIM_NCCL)
  found |= 2;
#endif
  return found;
}

#if defined(SHIM_C10D)

namespace {

// The common base of the backends moved with libtorch 2.
#if TORCH_VERSION_MAJOR >= 2
using Backend = c10d::Backend;
#else
using Backend = c10d::ProcessGroup;
#endif
using Work = c10::intrusive_ptr<c10d::Work>;

struct Group {
  c10::intrusive_ptr<c10d::Store> store;
  c10::intrusive_ptr<Backend> backend;
};

std::chrono::milliseconds milliseconds(int64_t count) { return std::chrono::milliseconds(count); }

// libtorch 2's store runs on libuv unless told otherwise; Debian's is built without it. Plain sockets are in all of them.
template <typename Options>
auto use_plain_sockets(Options& options, int) -> decltype(void(options.useLibUV)) {
  options.useLibUV = false;
}
template <typename Options>
void use_plain_sockets(Options&, long) {}

void* keep(Work work) { return new Work(std::move(work)); }

c10d::ReduceOp reduction(int32_t which) {
  switch (which) {
    case 0: return c10d::ReduceOp::SUM;
    case 1: return c10d::ReduceOp::PRODUCT;
    case 2: return c10d::ReduceOp::MIN;
    case 3: return c10d::ReduceOp::MAX;
    default: throw std::invalid_argument("unknown reduction");
  }
}

c10::intrusive_ptr<Backend> backend_of(int32_t which, const c10::intrusive_ptr<c10d::Store>& store, int32_t rank, int32_t size,
                                       int64_t timeout, const char* address) {
#if defined(SHIM_GLOO)
  if (which == 0) {
    auto options = c10d::ProcessGroupGloo::Options::create(milliseconds(timeout));
    options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname(address));
    options->threads = 2;
    return c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options);
  }
#endif
#if defined(SHIM_NCCL)
  if (which == 1) {
    auto options = c10d::ProcessGroupNCCL::Options::create();
    options->timeout = milliseconds(timeout);
    return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options);
  }
#endif
  throw std::invalid_argument("this build of the shim does not have that backend");
}

}  // namespace

// Meets the other processes and joins them. `file` names a file on this machine to meet by; null for TCP, where rank 0 listens.
// `address` is this machine's as the others reach it (Gloo connects there).
SHIM_API void* shim_c10d_join(int32_t backend, const char* file, const char* host, int32_t port, int32_t rank, int32_t size,
                              int64_t timeout, const char* address) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    auto group = std::make_unique<Group>();
    if (file != nullptr) {
      group->store = c10::make_intrusive<c10d::FileStore>(file, size);
    } else {
      c10d::TCPStoreOptions options;
      options.port = static_cast<uint16_t>(port);
      options.isServer = rank == 0;
      options.numWorkers = static_cast<std::size_t>(size);
      options.timeout = milliseconds(timeout);
      use_plain_sockets(options, 0);
      group->store = c10::make_intrusive<c10d::TCPStore>(host, options);
    }
    group->store->setTimeout(milliseconds(timeout));
    group->backend = backend_of(backend, group->store, rank, size, timeout, address);
    return group.release();
  });
}

SHIM_API void shim_c10d_leave(void* group) {
  guarded<>(0, [&] {
    delete static_cast<Group*>(group);
    return 0;
  });
}

// The collectives return a piece of work to wait for, or null with an error. Tensors are kept alive by it.
SHIM_API void* shim_c10d_all_reduce(void* group, void* tensor, int32_t op) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    c10d::AllreduceOptions options;
    options.reduceOp = reduction(op);
    std::vector<at::Tensor> tensors{borrow(tensor)};
    return keep(static_cast<Group*>(group)->backend->allreduce(tensors, options));
  });
}

SHIM_API void* shim_c10d_broadcast(void* group, void* tensor, int32_t root) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    c10d::BroadcastOptions options;
    options.rootRank = root;
    options.rootTensor = 0;
    std::vector<at::Tensor> tensors{borrow(tensor)};
    return keep(static_cast<Group*>(group)->backend->broadcast(tensors, options));
  });
}

SHIM_API void* shim_c10d_all_gather(void* group, void* tensor, void** results, int32_t count) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    std::vector<std::vector<at::Tensor>> outputs{borrow_all(results, count)};
    std::vector<at::Tensor> inputs{borrow(tensor)};
    return keep(static_cast<Group*>(group)->backend->allgather(outputs, inputs));
  });
}

SHIM_API void* shim_c10d_barrier(void* group) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* { return keep(static_cast<Group*>(group)->backend->barrier()); });
}

SHIM_API int32_t shim_c10d_wait(void* work) {
  return guarded<>(-1, [&] {
    (*static_cast<Work*>(work))->wait();
    return 0;
  });
}

SHIM_API int32_t shim_c10d_is_completed(void* work) {
  return guarded<>(-1, [&] { return (*static_cast<Work*>(work))->isCompleted() ? 1 : 0; });
}

SHIM_API void shim_c10d_release(void* work) {
  guarded<>(0, [&] {
    delete static_cast<Work*>(work);
    return 0;
  });
}

#else

namespace {
constexpr const char* kAbsent = "this build of the shim has no c10d: its headers were absent when it was built (Debian: libgloo-dev)";
}

SHIM_API void* shim_c10d_join(int32_t, const char*, const char*, int32_t, int32_t, int32_t, int64_t, const char*) {
  shim::set_error(kAbsent, kAbsent);
  return nullptr;
}
SHIM_API void shim_c10d_leave(void*) {}
SHIM_API void* shim_c10d_all_reduce(void*, void*, int32_t) { return shim_c10d_join(0, nullptr, nullptr, 0, 0, 0, 0, nullptr); }
SHIM_API void* shim_c10d_broadcast(void*, void*, int32_t) { return shim_c10d_join(0, nullptr, nullptr, 0, 0, 0, 0, nullptr); }
SHIM_API void* shim_c10d_all_gather(void*, void*, void**, int32_t) { return shim_c10d_join(0, nullptr, nullptr, 0, 0, 0, 0, nullptr); }
SHIM_API void* shim_c10d_barrier(void*) { return shim_c10d_join(0, nullptr, nullptr, 0, 0, 0, 0, nullptr); }
SHIM_API int32_t shim_c10d_wait(void*) { return -1; }
SHIM_API int32_t shim_c10d_is_completed(void*) { return -1; }
SHIM_API void shim_c10d_release(void*) {}

#endif
