// Start-up, the error text, threads, the count of native memory, CUDA in general.
#include <dlfcn.h>
#include "shim.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/Allocator.h>
#include <c10/core/DefaultDtype.h>
#include <c10/core/CPUAllocator.h>
#include <torch/cuda.h>
#include <torch/version.h>
#if defined(SHIM_CUDA)
#include <c10/cuda/CUDACachingAllocator.h>
#endif

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>

namespace shim {

thread_local std::string error_message, error_detail;

void set_error(const char* message, const char* detail) {
  error_message = message;
  error_detail = detail;
}

// Read by the managed side straight from memory (MemoryBudget.cs): bytes ever allocated, bytes alive on the CPU.
struct Counters {
  std::atomic<int64_t> allocated{0};
  std::atomic<int64_t> live{0};
};
static Counters counters;

void count_foreign(const at::Tensor& tensor) {
  if (tensor.is_cpu() || !tensor.has_storage() || tensor.storage().use_count() != 1) return;
  counters.allocated.fetch_add(static_cast<int64_t>(tensor.storage().nbytes()), std::memory_order_relaxed);
}

// Asks for large pages where the system gives them on request ("madvise"). The heap of the C library grows upwards: what lies below the
// mark has been asked for already. Blocks elsewhere (mapped one by one) are asked for each time.
static void use_large_pages(void* block, size_t bytes) {
  static const auto page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  static std::atomic<uintptr_t> mark{0};
  auto begin = reinterpret_cast<uintptr_t>(block), end = begin + bytes, top = reinterpret_cast<uintptr_t>(sbrk(0));
  if (end <= top) {
    auto done = mark.load(std::memory_order_relaxed);
    if (end <= done && done <= top) return;
    if (done != 0 && done <= begin) begin = done;
    end = top;
    mark.store(top, std::memory_order_relaxed);
  }
  begin &= ~(page - 1);
  madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);  // a refusal costs speed only
}

// A few free blocks of up to half a KiB per thread and size: most results of small operators live shortly, and aligned memory from the
// C library costs a good part of such an operator (it splits and merges chunks at each call).
struct SmallBlocks {
  static constexpr size_t kStep = 64, kClasses = 8, kKept = 32;
  void* first[kClasses + 1];
  int32_t count[kClasses + 1];
  bool closed;
};
static thread_local SmallBlocks small_blocks;  // no destructor: tensors may still be freed while the thread ends

struct SmallBlocksEnd {
  c10::DeleterFnPtr release = nullptr;
  ~SmallBlocksEnd() {
    small_blocks.closed = true;
    for (auto& block : small_blocks.first)
      while (block != nullptr) release(std::exchange(block, *static_cast<void**>(block)));
  }
};
static thread_local SmallBlocksEnd small_blocks_end;

// libtorch's own CPU allocator with a count on both ends. It hands out plain malloc memory, so that the C library knows
// the size of a block when it comes back.
struct CountingAllocator final : public c10::Allocator {
  static constexpr size_t kLarge = 1 << 20;
  c10::Allocator* inner;
  c10::DeleterFnPtr inner_delete;

  explicit CountingAllocator(c10::Allocator* allocator) : inner(allocator), inner_delete(allocator->raw_deleter()) {}

  // Const up to libtorch 2.2, not const since: the one of the two that is there is overridden, and copy_data where there is one.
  at::DataPtr allocate(size_t bytes) const { return counted(bytes); }
  at::DataPtr allocate(size_t bytes) { return counted(bytes); }
  void copy_data(void* to, const void* from, std::size_t count) const { std::memcpy(to, from, count); }
  c10::DeleterFnPtr raw_deleter() const override { return &CountingAllocator::free_counted; }

  at::DataPtr counted(size_t bytes) const {
    if (bytes > 0 && bytes <= SmallBlocks::kStep * SmallBlocks::kClasses) {
      auto size_class = (bytes + SmallBlocks::kStep - 1) / SmallBlocks::kStep;
      auto& small = small_blocks;
      if (void* block = small.first[size_class]) {
        small.first[size_class] = *static_cast<void**>(block);
        small.count[size_class]--;
        count(block);
        return {block, block, &CountingAllocator::free_counted, c10::Device(c10::DeviceType::CPU)};
      }
      bytes = size_class * SmallBlocks::kStep;
    }
    auto data = inner->allocate(bytes);
    if (bytes >= kLarge) use_large_pages(data.get(), bytes);
    if (data.get() == nullptr || !data.compare_exchange_deleter(inner_delete, &CountingAllocator::free_counted)) return data;
    count(data.get());
    return data;
  }
  static void count(void* block) {
    auto size = static_cast<int64_t>(malloc_usable_size(block));
    counters.allocated.fetch_add(size, std::memory_order_relaxed);
    counters.live.fetch_add(size, std::memory_order_relaxed);
  }
  static void free_counted(void* block);
};

static CountingAllocator* counting;

void CountingAllocator::free_counted(void* block) {
  if (block == nullptr) return;
  auto size = malloc_usable_size(block);
  counters.live.fetch_sub(static_cast<int64_t>(size), std::memory_order_relaxed);
  // What the C library gave is at least what was asked for: rounded down, it serves its class.
  auto size_class = size / SmallBlocks::kStep;
  auto& small = small_blocks;
  if (size_class == 0 || size_class > SmallBlocks::kClasses || small.closed || small.count[size_class] == SmallBlocks::kKept) {
    counting->inner_delete(block);
    return;
  }
  if (small.count[size_class]++ == 0) small_blocks_end.release = counting->inner_delete;
  *static_cast<void**>(block) = small.first[size_class];
  small.first[size_class] = block;
}

static void start() {
  // Large blocks stay with the process: otherwise every step touches fresh pages again (measured 7 to 18 % of a step).
  if (mallopt(M_MMAP_THRESHOLD, 1 << 30) == 0) mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, -1);  // never
  mallopt(M_TOP_PAD, 64 << 20);
  if (std::getenv("OMP_NUM_THREADS") == nullptr && std::thread::hardware_concurrency() > 0)
    at::set_num_threads(static_cast<int>(std::thread::hardware_concurrency()));
  auto inner = c10::GetCPUAllocator();
  if (inner == c10::GetDefaultCPUAllocator() && inner->raw_deleter() != nullptr) {
    counting = new CountingAllocator(inner);
    c10::SetCPUAllocator(counting, 1);
  }
}

// A switch of libtorch: a bool, or since 2.9 an enumeration whose zero allows everything.
static int32_t allows(bool on) { return on; }
template <typename Option>
static int32_t allows(Option option) {
  return static_cast<int32_t>(option) == 0;
}

static int32_t hand_over(const std::string& text, char* buffer, int32_t capacity) {
  text.copy(buffer, capacity);
  return static_cast<int32_t>(text.size());
}

}  // namespace shim

using shim::guarded;

// Counts up with every change of this interface; NativeLibraryLoader.cs refuses another number.
SHIM_API int32_t shim_interface() { return 3; }

SHIM_API int32_t shim_start() {
  static int32_t done = guarded<>(-1, [] {
    shim::start();
    return 0;
  });
  return done;
}

// The last failure on this thread, UTF-8: what went wrong, and with `detail` libtorch's C++ frames too.
SHIM_API int32_t shim_error(int32_t detail, char* buffer, int32_t capacity) {
  return shim::hand_over(detail ? shim::error_detail : shim::error_message, buffer, capacity);
}

SHIM_API int32_t shim_version(char* buffer, int32_t capacity) { return shim::hand_over(TORCH_VERSION, buffer, capacity); }

SHIM_API int32_t shim_config(char* buffer, int32_t capacity) {
  return guarded<>(-1, [&] { return shim::hand_over(at::show_config() + at::get_parallel_info(), buffer, capacity); });
}

SHIM_API void* shim_counters() { return &shim::counters; }

SHIM_API int32_t shim_get_num_threads() { return at::get_num_threads(); }
SHIM_API int32_t shim_set_num_threads(int32_t count) {
  return guarded<>(-1, [&] {
    at::set_num_threads(count);
    // OpenBLAS with threads of its own (Debian's libopenblas0-pthread) does not hear of OpenMP's number; libtorch tells only MKL.
    using Setter = void (*)(int);
    if (auto blas = reinterpret_cast<Setter>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) blas(count);
    return 0;
  });
}
SHIM_API int32_t shim_get_num_interop_threads() { return at::get_num_interop_threads(); }
SHIM_API int32_t shim_set_num_interop_threads(int32_t count) {
  return guarded<>(-1, [&] {
    at::set_num_interop_threads(count);
    return 0;
  });
}

SHIM_API int32_t shim_default_dtype() { return static_cast<int32_t>(c10::get_default_dtype_as_scalartype()); }
SHIM_API int32_t shim_set_default_dtype(int32_t dtype) {
  return guarded<>(-1, [&] {
    c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(dtype)));
    return 0;
  });
}

SHIM_API int32_t shim_deterministic() { return at::globalContext().deterministicAlgorithms(); }
SHIM_API void shim_set_deterministic(int32_t mode, int32_t warn_only) {
  at::globalContext().setDeterministicAlgorithms(mode != 0, warn_only != 0);
}

SHIM_API int32_t shim_cuda_available() {
  return guarded<>(0, [] { return torch::cuda::is_available() ? 1 : 0; });
}
SHIM_API int32_t shim_cudnn_available() {
  return guarded<>(0, [] { return torch::cuda::is_available() && torch::cuda::cudnn_is_available() ? 1 : 0; });
}
SHIM_API int32_t shim_cuda_count() {
  return guarded<>(0, [] { return static_cast<int32_t>(torch::cuda::device_count()); });
}
SHIM_API int32_t shim_cuda_synchronize(int32_t index) {
  return guarded<>(-1, [&] {
    torch::cuda::synchronize(index);
    return 0;
  });
}
SHIM_API int32_t shim_cuda_seed(int64_t seed, int32_t all) {
  return guarded<>(-1, [&] {
    if (all) torch::cuda::manual_seed_all(static_cast<uint64_t>(seed));
    else torch::cuda::manual_seed(static_cast<uint64_t>(seed));
    return 0;
  });
}

// Returns 0 where the cache was emptied, 1 where this build has no CUDA allocator.
SHIM_API int32_t shim_cuda_empty_cache() {
#if defined(SHIM_CUDA)
  return guarded<>(-1, [] {
    c10::cuda::CUDACachingAllocator::emptyCache();
    return 0;
  });
#else
  return 1;
#endif
}

// Switches of at::Context by number: 0 tf32 in cuBLAS, 1 tf32 in cuDNN, 2 fp16 reduction in cuBLAS, 3 flash attention,
// 4 math attention, 5 cuDNN benchmark, 6 oneDNN.
SHIM_API int32_t shim_context_get(int32_t which) {
  // Newer ones refuse to answer where the older and the newer switches of one thing disagree.
  return guarded<>(-1, [&]() -> int32_t {
    auto& c = at::globalContext();
    switch (which) {
      case 0: return c.allowTF32CuBLAS();
      case 1: return c.allowTF32CuDNN();
      case 2: return shim::allows(c.allowFP16ReductionCuBLAS());
      case 3: return c.userEnabledFlashSDP();
      case 4: return c.userEnabledMathSDP();
      case 5: return c.benchmarkCuDNN();
      case 6: return c.userEnabledMkldnn();
      default: return -1;
    }
  });
}

SHIM_API int32_t shim_context_set(int32_t which, int32_t value) {
  return guarded<>(-1, [&] {
    auto& c = at::globalContext();
    bool on = value != 0;
    switch (which) {
      case 0: c.setAllowTF32CuBLAS(on); return 0;
      case 1: c.setAllowTF32CuDNN(on); return 0;
      case 2: c.setAllowFP16ReductionCuBLAS(on); return 0;
      case 3: c.setSDPUseFlash(on); return 0;
      case 4: c.setSDPUseMath(on); return 0;
      case 5: c.setBenchmarkCuDNN(on); return 0;
      case 6: c.setUserEnabledMkldnn(on); return 0;
      default: return 1;
    }
  });
}
