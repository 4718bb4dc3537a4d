#include "shared_group.h"

#if defined(__linux__)

#include <ATen/Functions.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

namespace shim {

namespace {

constexpr std::size_t kLine = 64;
// Address space a process; only what operations touch becomes memory. Larger tensors go over the sockets, where bandwidth counts.
constexpr std::size_t kSlot = std::size_t{32} << 20;
constexpr std::size_t kLargest = kSlot / 4;
constexpr auto kSpin = std::chrono::microseconds(200);
constexpr long kNap = 20 * 1000 * 1000;   // nanoseconds between two looks at whether a peer is still alive

std::size_t round_up(std::size_t bytes, std::size_t step) { return (bytes + step - 1) / step * step; }

// When a process began, in ticks since the machine's start; 0 where it is gone or only waits to be collected. A number is given again, with another start.
uint64_t start_of(int64_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return 0;
  auto end = line.rfind(')');
  if (end == std::string::npos) return 0;
  std::istringstream words(line.substr(end + 1));
  std::string word;
  words >> word;
  if (word == "Z" || word == "X") return 0;
  for (int i = 4; i <= 22; i++) words >> word;
  return words ? std::stoull(word) : 0;
}

// The same for two processes exactly if numbers of processes mean the same to them.
std::pair<int64_t, int64_t> place() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string boot;
  std::getline(file, boot);
  struct stat names {};
  if (boot.empty() || stat("/proc/self/ns/pid", &names) != 0) return {0, 0};
  uint64_t hash = 1469598103934665603ull;   // FNV-1a
  for (char c : boot) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return {static_cast<int64_t>(hash), static_cast<int64_t>(names.st_ino)};
}

int processors() {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#else
  std::atomic_signal_fence(std::memory_order_seq_cst);
#endif
}

long futex(std::atomic<uint32_t>& word, int what, uint32_t value, const timespec* time) {
  return syscall(SYS_futex, reinterpret_cast<uint32_t*>(&word), what, value, time, nullptr, 0);
}

// Operations are counted by 64 bits here and 32 in memory; they are never 2^31 apart.
bool reached(uint32_t word, int64_t operation) { return static_cast<int32_t>(word - static_cast<uint32_t>(operation)) >= 0; }

}  // namespace

struct alignas(kLine) SharedGroup::Peer {
  std::atomic<uint32_t> arrived;   // operations published
  std::atomic<uint32_t> done;      // operations whose result is computed
  std::atomic<uint32_t> waiting;   // processes that sleep until one of the two moves
  std::atomic<uint32_t> left;
  std::atomic<int64_t> pid;
  std::atomic<uint64_t> start;
};

// What stands before an operation's bytes: all processes must mean the same.
struct alignas(kLine) SharedGroup::Announcement {
  int64_t operation, kind, bytes, type;
  bool operator==(const Announcement& other) const {
    return operation == other.operation && kind == other.kind && bytes == other.bytes && type == other.type;
  }
};

SharedGroup::Peer& SharedGroup::peer(int rank) const { return reinterpret_cast<Peer*>(static_cast<char*>(memory_) + kLine)[rank]; }

char* SharedGroup::slot(int rank) const { return static_cast<char*>(memory_) + bytes_ - kSlot * static_cast<std::size_t>(size_ - rank); }

std::shared_ptr<SharedGroup> SharedGroup::meet(int rank, int size, std::chrono::milliseconds timeout, const FromFirst& from_first, const AllAgree& all_agree) {
  static_assert(std::atomic<uint32_t>::is_always_lock_free && sizeof(Peer) == kLine && sizeof(Announcement) == kLine, "layout of the shared memory");
  std::shared_ptr<SharedGroup> group(new SharedGroup());
  group->rank_ = rank;
  group->size_ = size;
  group->timeout_ = timeout;
  group->spins_ = processors() >= size;
  group->bytes_ = round_up(kLine + sizeof(Peer) * static_cast<std::size_t>(size), 4096) + kSlot * static_cast<std::size_t>(size);

  auto here = place();
  std::random_device random;
  std::vector<int64_t> call{getpid(), -1, here.first, here.second, static_cast<int64_t>(random()), static_cast<int64_t>(random())};
  int file = -1;
  if (rank == 0 && here.first != 0) {
    file = static_cast<int>(syscall(SYS_memfd_create, "process-group", 1u /* MFD_CLOEXEC */));
    if (file >= 0 && ftruncate(file, static_cast<off_t>(group->bytes_)) == 0) call[1] = file;
  }
  from_first(call);
  if (rank != 0 && call[1] >= 0 && here.first != 0 && here == std::make_pair(call[2], call[3]))
    file = open(("/proc/" + std::to_string(call[0]) + "/fd/" + std::to_string(call[1])).c_str(), O_RDWR | O_CLOEXEC);
  struct stat found {};
  if (call[1] >= 0 && file >= 0 && fstat(file, &found) == 0 && found.st_size == static_cast<off_t>(group->bytes_)) {
    void* memory = mmap(nullptr, group->bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, file, 0);
    if (memory != MAP_FAILED) group->memory_ = memory;
  }
  bool well = group->memory_ != nullptr;
  if (well) {
    auto& own = group->peer(rank);
    own.pid = getpid();
    own.start = start_of(getpid());
    if (rank == 0) std::memcpy(group->memory_, &call[4], 2 * sizeof(int64_t));
  }
  // Two votes: what rank 0 wrote is there before the others look for it, and its file stays open until all have it.
  well = all_agree(well);
  if (well && std::memcmp(group->memory_, &call[4], 2 * sizeof(int64_t)) != 0) well = false;
  well = all_agree(well);
  if (file >= 0) close(file);
  return well ? group : nullptr;
}

SharedGroup::~SharedGroup() {
  if (memory_ == nullptr) return;
  auto& own = peer(rank_);
  own.left = 1;
  futex(own.arrived, FUTEX_WAKE, INT32_MAX, nullptr);
  futex(own.done, FUTEX_WAKE, INT32_MAX, nullptr);
  munmap(memory_, bytes_);
}

bool SharedGroup::takes(const at::Tensor& tensor) const {
  return tensor.device().is_cpu() && tensor.layout() == at::kStrided && static_cast<std::size_t>(tensor.nbytes()) <= kLargest;
}

int64_t SharedGroup::all_reduce(const at::Tensor& tensor, int op) {
  auto bytes = static_cast<std::size_t>(tensor.nbytes());
  return publish(tensor, true, bytes, 16 + op, [tensor, op](const std::vector<const char*>& parts) {
    // The bytes alone, as every backend writes them: no version of the tensor's, nothing for autograd.
    auto over = [&](void* bytes) { return at::from_blob(bytes, tensor.sizes(), at::TensorOptions(tensor.scalar_type())); };
    auto result = over(tensor.data_ptr());
    auto before = over(const_cast<char*>(parts[0]));
    if (parts.size() == 1) result.copy_(before);
    for (std::size_t i = 1; i < parts.size(); i++, before = result) {
      auto part = over(const_cast<char*>(parts[i]));
      if (op == 0) at::add_out(result, before, part);
      else if (op == 1) at::mul_out(result, before, part);
      else if (op == 2) at::minimum_out(result, before, part);
      else if (op == 3) at::maximum_out(result, before, part);
      else throw std::invalid_argument("unknown reduction");
    }
  });
}

int64_t SharedGroup::broadcast(const at::Tensor& tensor, int root) {
  auto bytes = static_cast<std::size_t>(tensor.nbytes());
  return publish(tensor, rank_ == root, bytes, 32 + root, [this, tensor, root, bytes](const std::vector<const char*>& parts) {
    if (rank_ != root) std::memcpy(tensor.data_ptr(), parts[static_cast<std::size_t>(root)], bytes);
  });
}

int64_t SharedGroup::all_gather(const at::Tensor& tensor, std::vector<at::Tensor> results) {
  auto bytes = static_cast<std::size_t>(tensor.nbytes());
  return publish(tensor, true, bytes, 1, [results = std::move(results), bytes](const std::vector<const char*>& parts) {
    for (std::size_t i = 0; i < parts.size(); i++) std::memcpy(results[i].data_ptr(), parts[i], bytes);
  });
}

int64_t SharedGroup::barrier() {
  return publish(at::Tensor(), false, 0, 2, [](const std::vector<const char*>&) {});
}

void SharedGroup::wait(int64_t operation) {
  std::lock_guard<std::mutex> lock(gate_);
  if (operation > done_) complete_through(operation);
}

bool SharedGroup::completed(int64_t operation) {
  std::lock_guard<std::mutex> lock(gate_);
  if (operation <= done_ || !broken_.empty()) return true;
  if (!arrived(operation)) return false;
  complete_through(operation);
  return true;
}

int64_t SharedGroup::publish(const at::Tensor& own, bool sends, std::size_t bytes, int64_t kind, Finish finish) {
  std::lock_guard<std::mutex> lock(gate_);
  check();
  auto offset = reserve(sizeof(Announcement) + bytes);
  auto operation = ++last_;
  char* to = slot(rank_) + offset;
  Announcement announcement{operation, kind, static_cast<int64_t>(bytes), own.defined() ? static_cast<int64_t>(own.scalar_type()) : -1};
  std::memcpy(to, &announcement, sizeof announcement);
  if (sends && bytes > 0) std::memcpy(to + sizeof announcement, own.data_ptr(), bytes);
  regions_.push_back({operation, offset, offset + sizeof announcement + bytes});
  pending_.push_back({operation, offset, std::move(finish)});
  auto& mine = peer(rank_);
  mine.arrived = static_cast<uint32_t>(operation);
  if (mine.waiting > 0) futex(mine.arrived, FUTEX_WAKE, INT32_MAX, nullptr);
  return operation;
}

// The next place in this process's ring; the same in all of them, because they call the same operations. Waits until nobody reads there any more.
std::size_t SharedGroup::reserve(std::size_t bytes) {
  bytes = round_up(bytes, kLine);
  if (next_ + bytes > kSlot) next_ = 0;
  auto begin = next_, end = begin + bytes;
  auto overlaps = [&] {
    for (auto& region : regions_)
      if (region.begin < end && begin < region.end) return true;
    return false;
  };
  while (overlaps()) {
    auto operation = regions_.front().operation;
    if (operation > done_) complete_through(operation);
    await([](Peer& p) -> std::atomic<uint32_t>& { return p.done; }, operation);
    regions_.pop_front();
  }
  // What everyone has read is forgotten, so that the list stays short.
  while (!regions_.empty()) {
    bool free = true;
    for (int r = 0; r < size_ && free; r++) free = reached(peer(r).done, regions_.front().operation);
    if (!free) break;
    regions_.pop_front();
  }
  next_ = end;
  return begin;
}

void SharedGroup::complete_through(int64_t operation) {
  check();
  std::vector<const char*> parts(static_cast<std::size_t>(size_));
  while (!pending_.empty() && pending_.front().operation <= operation) {
    auto& first = pending_.front();
    await([](Peer& p) -> std::atomic<uint32_t>& { return p.arrived; }, first.operation);
    auto& own = *reinterpret_cast<Announcement*>(slot(rank_) + first.offset);
    for (int r = 0; r < size_; r++) {
      auto& theirs = *reinterpret_cast<Announcement*>(slot(r) + first.offset);
      if (!(theirs == own)) {
        broken_ = "rank " + std::to_string(r) + " called another operation, or one with another shape or type (" + std::to_string(theirs.bytes) +
                  " bytes there, " + std::to_string(own.bytes) + " here)";
        check();
      }
      parts[static_cast<std::size_t>(r)] = slot(r) + first.offset + sizeof(Announcement);
    }
    first.finish(parts);
    done_ = first.operation;
    pending_.pop_front();
    auto& mine = peer(rank_);
    mine.done = static_cast<uint32_t>(done_);
    if (mine.waiting > 0) futex(mine.done, FUTEX_WAKE, INT32_MAX, nullptr);
  }
}

bool SharedGroup::arrived(int64_t operation) const {
  for (int r = 0; r < size_; r++)
    if (!reached(peer(r).arrived, operation)) return false;
  return true;
}

template <typename Word>
void SharedGroup::await(Word word, int64_t operation) {
  using Clock = std::chrono::steady_clock;
  auto began = Clock::now();
  for (int r = 0; r < size_; r++) {
    auto& other = peer(r);
    auto& counter = word(other);
    if (spins_)
      for (int i = 1; !reached(counter, operation); i++) {
        relax();
        if (i % 64 == 0 && Clock::now() - began > kSpin) break;
      }
    while (!reached(counter, operation)) {
      timespec nap{0, kNap};
      other.waiting++;
      auto seen = counter.load();
      long slept = reached(seen, operation) ? 0 : futex(counter, FUTEX_WAIT, seen, &nap);
      other.waiting--;
      if (slept == 0 || reached(counter, operation)) continue;
      if (other.left != 0 || start_of(other.pid) != other.start) {
        if (reached(counter, operation)) continue;
        broken_ = "Connection closed by peer: rank " + std::to_string(r) + ", process " + std::to_string(other.pid) + ", has ended";
      } else if (Clock::now() - began > timeout_) {
        broken_ = "timed out: rank " + std::to_string(r) + ", process " + std::to_string(other.pid) + ", has not come";
      }
      check();
    }
  }
}

void SharedGroup::check() const {
  if (!broken_.empty()) throw std::runtime_error(broken_);
}

}  // namespace shim

#else

namespace shim {

std::shared_ptr<SharedGroup> SharedGroup::meet(int, int, std::chrono::milliseconds, const FromFirst&, const AllAgree&) { return nullptr; }
SharedGroup::~SharedGroup() = default;
bool SharedGroup::takes(const at::Tensor&) const { return false; }
int64_t SharedGroup::all_reduce(const at::Tensor&, int) { return 0; }
int64_t SharedGroup::broadcast(const at::Tensor&, int) { return 0; }
int64_t SharedGroup::all_gather(const at::Tensor&, std::vector<at::Tensor>) { return 0; }
int64_t SharedGroup::barrier() { return 0; }
void SharedGroup::wait(int64_t) {}
bool SharedGroup::completed(int64_t) { return true; }

}  // namespace shim

#endif
