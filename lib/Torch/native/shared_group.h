// Collectives of the processes of one machine over a piece of shared memory. Gloo's sockets take about a millisecond for a few hundred
// numbers when processes outnumber idle cores (its loops ask again and again meanwhile); this takes some microseconds.
#pragma once

#include <ATen/core/Tensor.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace shim {

// All processes call the same operations in the same order, as with every backend. A call publishes this process's bytes; waiting for it
// waits for the others' and computes the result from all of them, in the order of ranks: sums are equal to the bit in every process.
// An operation's result is there once it, or a later one, has been waited for.
class SharedGroup {
 public:
  // What the processes need from a slower channel to meet: rank 0's numbers to all, and whether all say yes.
  using FromFirst = std::function<void(std::vector<int64_t>&)>;
  using AllAgree = std::function<bool(bool)>;

  // Null where the processes are not all on one machine, or the system does not let them share memory; the same in every process.
  static std::shared_ptr<SharedGroup> meet(int rank, int size, std::chrono::milliseconds timeout, const FromFirst& from_first,
                                           const AllAgree& all_agree);
  ~SharedGroup();

  // Whether tensors of this kind and size go through here; depends on nothing that differs between processes.
  bool takes(const at::Tensor& tensor) const;

  int64_t all_reduce(const at::Tensor& tensor, int op);
  int64_t broadcast(const at::Tensor& tensor, int root);
  int64_t all_gather(const at::Tensor& tensor, std::vector<at::Tensor> results);
  int64_t barrier();

  void wait(int64_t operation);
  bool completed(int64_t operation);

 private:
  struct Peer;
  struct Announcement;
  using Finish = std::function<void(const std::vector<const char*>&)>;
  struct Pending {
    int64_t operation;
    std::size_t offset;
    Finish finish;
  };
  struct Region {
    int64_t operation;
    std::size_t begin, end;
  };

  SharedGroup() = default;
  int64_t publish(const at::Tensor& own, bool sends, std::size_t bytes, int64_t kind, Finish finish);
  std::size_t reserve(std::size_t bytes);
  void complete_through(int64_t operation);
  template <typename Word>
  void await(Word word, int64_t operation);
  bool arrived(int64_t operation) const;
  void check() const;
  Peer& peer(int rank) const;
  char* slot(int rank) const;

  int rank_ = 0, size_ = 1;
  std::chrono::milliseconds timeout_{};
  void* memory_ = nullptr;
  std::size_t bytes_ = 0;
  bool spins_ = false;
  std::mutex gate_;
  int64_t last_ = 0, done_ = 0;
  std::size_t next_ = 0;
  std::deque<Pending> pending_;
  std::deque<Region> regions_;
  std::string broken_;
};

}  // namespace shim
