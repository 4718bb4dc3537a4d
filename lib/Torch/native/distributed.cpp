// Process groups over c10d: Gloo on the CPU, NCCL where libtorch and its headers have it. Built without either where CMakeLists.txt
// did not find the headers; then every function says so, and shim_c10d_features is 0.
#include "shim.h"
#include "shared_group.h"

#include <ATen/Parallel.h>
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

namespace {

template <typename T>
void combine(const T* x, const T* y, T* out, const double* a, const double* b, const double* c, int64_t planes, int64_t channels, int64_t size) {
  at::parallel_for(0, planes, std::max<int64_t>(1, 32768 / std::max<int64_t>(1, size)), [&](int64_t begin, int64_t end) {
    for (int64_t plane = begin; plane < end; plane++) {
      auto channel = plane % channels;
      auto p = static_cast<T>(a[channel]), q = static_cast<T>(b[channel]), r = static_cast<T>(c[channel]);
      const T *from = x + plane * size, *too = y + plane * size;
      T* to = out + plane * size;
      for (int64_t i = 0; i < size; i++) to[i] = p * from[i] + q * too[i] + r;
    }
  });
}

}  // namespace

// out = a x + b y + c by channel, in one pass; x, y and out contiguous [N, C, ...] on the processor, of one type, float32 or float64.
SHIM_API int32_t shim_combine_channels(void* x, void* y, void* out, const double* a, const double* b, const double* c) {
  return guarded<>(-1, [&] {
    auto first = borrow(x), second = borrow(y), result = borrow(out);
    auto channels = first.size(1), planes = first.size(0) * channels, size = planes == 0 ? 0 : first.numel() / planes;
    if (first.scalar_type() == at::kFloat)
      combine(first.data_ptr<float>(), second.data_ptr<float>(), result.data_ptr<float>(), a, b, c, planes, channels, size);
    else
      combine(first.data_ptr<double>(), second.data_ptr<double>(), result.data_ptr<double>(), a, b, c, planes, channels, size);
    return 0;
  });
}

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
  // Between the processes of one machine, for tensors on the processor; null where there is none.
  std::shared_ptr<shim::SharedGroup> shared;
};

// An operation under way, on one of the two ways.
struct Piece {
  Work work;
  std::shared_ptr<shim::SharedGroup> shared;
  int64_t operation = 0;
};

std::chrono::milliseconds milliseconds(int64_t count) { return std::chrono::milliseconds(count); }

// libtorch 2's store runs on libuv unless told otherwise; Debian's is built without it. Plain sockets are in all of them.
template <typename Options>
auto use_plain_sockets(Options& options, int) -> decltype(void(options.useLibUV)) {
  options.useLibUV = false;
}
template <typename Options>
void use_plain_sockets(Options&, long) {}

void* keep(Work work) { return new Piece{std::move(work), nullptr, 0}; }

void* keep(const std::shared_ptr<shim::SharedGroup>& shared, int64_t operation) { return new Piece{Work(), shared, operation}; }

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

std::shared_ptr<shim::SharedGroup> shared_memory(Backend& backend, int32_t rank, int32_t size, int64_t timeout) {
  auto from_first = [&](std::vector<int64_t>& numbers) {
    auto sent = at::tensor(numbers, at::kLong);
    std::vector<at::Tensor> tensors{sent};
    c10d::BroadcastOptions options;
    options.rootRank = 0;
    options.rootTensor = 0;
    backend.broadcast(tensors, options)->wait();
    std::copy_n(sent.data_ptr<int64_t>(), numbers.size(), numbers.begin());
  };
  auto all_agree = [&](bool own) {
    auto vote = at::full({1}, own ? 1 : 0, at::kLong);
    std::vector<at::Tensor> tensors{vote};
    c10d::AllreduceOptions options;
    options.reduceOp = c10d::ReduceOp::MIN;
    backend.allreduce(tensors, options)->wait();
    return vote.item<int64_t>() == 1;
  };
  return shim::SharedGroup::meet(rank, size, milliseconds(timeout), from_first, all_agree);
}

}  // namespace

// Meets the other processes and joins them. `file` names a file on this machine to meet by; null for TCP, where rank 0 listens.
// `address` is this machine's as the others reach it (Gloo connects there). `share`: through shared memory where all are on one machine.
SHIM_API void* shim_c10d_join(int32_t backend, const char* file, const char* host, int32_t port, int32_t rank, int32_t size,
                              int64_t timeout, const char* address, int32_t share) {
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
    if (share != 0 && backend == 0 && size > 1) group->shared = shared_memory(*group->backend, rank, size, timeout);
    return group.release();
  });
}

SHIM_API int32_t shim_c10d_shares(void* group) { return static_cast<Group*>(group)->shared != nullptr ? 1 : 0; }

SHIM_API void shim_c10d_leave(void* group) {
  guarded<>(0, [&] {
    delete static_cast<Group*>(group);
    return 0;
  });
}

// The collectives return a piece of work to wait for, or null with an error. Tensors are kept alive by it.
SHIM_API void* shim_c10d_all_reduce(void* group, void* tensor, int32_t op) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    auto& all = *static_cast<Group*>(group);
    if (all.shared && all.shared->takes(borrow(tensor))) return keep(all.shared, all.shared->all_reduce(borrow(tensor), op));
    c10d::AllreduceOptions options;
    options.reduceOp = reduction(op);
    std::vector<at::Tensor> tensors{borrow(tensor)};
    return keep(all.backend->allreduce(tensors, options));
  });
}

SHIM_API void* shim_c10d_broadcast(void* group, void* tensor, int32_t root) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    auto& all = *static_cast<Group*>(group);
    if (all.shared && all.shared->takes(borrow(tensor))) return keep(all.shared, all.shared->broadcast(borrow(tensor), root));
    c10d::BroadcastOptions options;
    options.rootRank = root;
    options.rootTensor = 0;
    std::vector<at::Tensor> tensors{borrow(tensor)};
    return keep(all.backend->broadcast(tensors, options));
  });
}

SHIM_API void* shim_c10d_all_gather(void* group, void* tensor, void** results, int32_t count) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    auto& all = *static_cast<Group*>(group);
    if (all.shared && all.shared->takes(borrow(tensor))) return keep(all.shared, all.shared->all_gather(borrow(tensor), borrow_all(results, count)));
    std::vector<std::vector<at::Tensor>> outputs{borrow_all(results, count)};
    std::vector<at::Tensor> inputs{borrow(tensor)};
    return keep(all.backend->allgather(outputs, inputs));
  });
}

SHIM_API void* shim_c10d_barrier(void* group) {
  return guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    auto& all = *static_cast<Group*>(group);
    if (all.shared) return keep(all.shared, all.shared->barrier());
    return keep(all.backend->barrier());
  });
}

SHIM_API int32_t shim_c10d_wait(void* work) {
  return guarded<>(-1, [&] {
    auto& piece = *static_cast<Piece*>(work);
    if (piece.shared) piece.shared->wait(piece.operation);
    else piece.work->wait();
    return 0;
  });
}

SHIM_API int32_t shim_c10d_is_completed(void* work) {
  return guarded<>(-1, [&] {
    auto& piece = *static_cast<Piece*>(work);
    return (piece.shared ? piece.shared->completed(piece.operation) : piece.work->isCompleted()) ? 1 : 0;
  });
}

SHIM_API void shim_c10d_release(void* work) {
  guarded<>(0, [&] {
    delete static_cast<Piece*>(work);
    return 0;
  });
}

#else

namespace {
constexpr const char* kAbsent = "this build of the shim has no c10d: its headers were absent when it was built (Debian: libgloo-dev)";
}

SHIM_API void* shim_c10d_join(int32_t, const char*, const char*, int32_t, int32_t, int32_t, int64_t, const char*, int32_t) {
  shim::set_error(kAbsent, kAbsent);
  return nullptr;
}
SHIM_API int32_t shim_c10d_shares(void*) { return 0; }
SHIM_API void shim_c10d_leave(void*) {}
SHIM_API void* shim_c10d_all_reduce(void*, void*, int32_t) { return shim_c10d_join(0, nullptr, nullptr, 0, 0, 0, 0, nullptr, 0); }
SHIM_API void* shim_c10d_broadcast(void*, void*, int32_t) { return shim_c10d_join(0, nullptr, nullptr, 0, 0, 0, 0, nullptr, 0); }
SHIM_API void* shim_c10d_all_gather(void*, void*, void**, int32_t) { return shim_c10d_join(0, nullptr, nullptr, 0, 0, 0, 0, nullptr, 0); }
SHIM_API void* shim_c10d_barrier(void*) { return shim_c10d_join(0, nullptr, nullptr, 0, 0, 0, 0, nullptr, 0); }
SHIM_API int32_t shim_c10d_wait(void*) { return -1; }
SHIM_API int32_t shim_c10d_is_completed(void*) { return -1; }
SHIM_API void shim_c10d_release(void*) {}

#endif
