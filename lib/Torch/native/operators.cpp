// The one way into libtorch's operators: find by name and overload; call typed where the signature is one of a few, else boxed.
#include "shim.h"

#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>

#include <memory>
#include <sstream>

namespace shim {

using OptionalTensor = decltype(std::declval<c10::IValue>().toOptional<at::Tensor>());

static c10::IValue to_ivalue(const Value& v);

static c10::IValue scalar_list(const Value& v) {
  c10::List<at::Scalar> list;
  auto items = static_cast<const Value*>(v.p);
  for (int32_t i = 0; i < v.count; i++) list.push_back(to_ivalue(items[i]).toScalar());
  return list;
}

static c10::IValue tensor_list(const Value& v) {
  auto handles = static_cast<void* const*>(v.p);
  c10::List<at::Tensor> list;
  list.reserve(v.count);
  for (int32_t i = 0; i < v.count; i++) list.push_back(borrow(handles[i]));
  return list;
}

static c10::IValue optional_tensor_list(const Value& v) {
  auto handles = static_cast<void* const*>(v.p);
  c10::List<OptionalTensor> list;
  list.reserve(v.count);
  for (int32_t i = 0; i < v.count; i++)
    list.push_back(handles[i] == nullptr ? OptionalTensor() : OptionalTensor(borrow(handles[i])));
  return list;
}

template <typename Element, typename Source>
static c10::IValue number_list(const Value& v) {
  auto numbers = static_cast<const Source*>(v.p);
  c10::List<Element> list;
  list.reserve(v.count);
  for (int32_t i = 0; i < v.count; i++) list.push_back(static_cast<Element>(numbers[i]));
  return list;
}

static c10::IValue to_ivalue(const Value& v) {
  switch (v.tag) {
    case kNone: return c10::IValue();
    case kTensor: return borrow(v.p);
    case kInt: return v.i;
    case kDouble: return v.d;
    case kBool: return v.i != 0;
    case kIntList: return number_list<int64_t, int64_t>(v);
    case kDoubleList: return number_list<double, double>(v);
    case kBoolList: return number_list<bool, uint8_t>(v);
    case kTensorList: return tensor_list(v);
    case kOptionalTensorList: return optional_tensor_list(v);
    case kString: return std::string(static_cast<const char*>(v.p), v.count);
    case kDevice: return c10::Device(static_cast<c10::DeviceType>(v.i), static_cast<c10::DeviceIndex>(v.count));
    case kGenerator:
      return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::unsafe_reclaim_from_nonowning(
          static_cast<c10::GeneratorImpl*>(v.p)));
    case kComplex: {
      auto parts = static_cast<const double*>(v.p);
      return c10::complex<double>(parts[0], parts[1]);
    }
    case kScalarList: return scalar_list(v);
  }
  TORCH_CHECK(false, "unknown argument tag ", v.tag);
}

// Results are flattened: a list is a header with its count, followed by its elements. What does not fit into the
// caller's array waits here, so that no output is ever dropped.
thread_local std::vector<Value> waiting;

struct Sink {
  Value* out;
  int32_t capacity;
  int32_t count;
  void put(const Value& v) {
    if (count < capacity) out[count] = v;
    else waiting.push_back(v);
    count++;
  }
};

static Value tensor_value(at::Tensor tensor) {
  Value v{};
  v.tag = kTensor;
  if (tensor.defined()) count_foreign(tensor);
  v.p = release(std::move(tensor));
  return v;
}

static void put(Sink& sink, c10::IValue&& value) {
  Value v{};
  if (value.isTensor()) {
    sink.put(tensor_value(std::move(value).toTensor()));
  } else if (value.isInt()) {
    v.tag = kInt, v.i = value.toInt(), sink.put(v);
  } else if (value.isDouble()) {
    v.tag = kDouble, v.d = value.toDouble(), sink.put(v);
  } else if (value.isBool()) {
    v.tag = kBool, v.i = value.toBool(), sink.put(v);
  } else if (value.isComplexDouble()) {
    auto c = value.toComplexDouble();
    v.tag = kComplex, v.count = 2, sink.put(v);
    v.tag = kDouble, v.count = 0, v.d = c.real(), sink.put(v);
    v.d = c.imag(), sink.put(v);
  } else if (value.isNone()) {
    sink.put(v);
  } else if (value.isTensorList()) {
    auto list = value.toTensorVector();
    v.tag = kTensorList, v.count = static_cast<int32_t>(list.size()), sink.put(v);
    for (auto& t : list) sink.put(tensor_value(std::move(t)));
  } else if (value.isIntList()) {
    auto list = value.toIntVector();
    v.tag = kIntList, v.count = static_cast<int32_t>(list.size()), sink.put(v);
    for (auto n : list) v.tag = kInt, v.count = 0, v.i = n, sink.put(v);
  } else {
    TORCH_CHECK(false, "result of type ", value.tagKind(), " is not supported");
  }
}

static bool to_scalar(const Value& v, at::Scalar& number) {
  switch (v.tag) {
    case kInt: number = at::Scalar(v.i); return true;
    case kDouble: number = at::Scalar(v.d); return true;
    case kBool: number = at::Scalar(v.i != 0); return true;
    default: return false;
  }
}

// An argument for the time of a call, without touching the reference count: the caller's reference keeps it alive.
struct Lent {
  at::Tensor tensor;
  explicit Lent(const Value& v)
      : tensor(c10::intrusive_ptr<at::TensorImpl, c10::UndefinedTensorImpl>::reclaim(impl(v.p))) {}
  Lent(const Lent&) = delete;
  ~Lent() { tensor.unsafeReleaseTensorImpl(); }
};

// A call with typed arguments; they have been checked to be as many tensors and numbers as it takes.
struct Direct {
  virtual ~Direct() = default;
  virtual at::Tensor call(const Value* args, const at::Scalar* numbers) const = 0;
};

// Self is a reference that is not const where the operator works in place; Numbers are one at::Scalar for each number.
template <typename Self, typename Result, typename... Numbers>
struct OneTensor final : Direct {
  c10::TypedOperatorHandle<Result(Self, const Numbers&...)> op;
  explicit OneTensor(const c10::OperatorHandle& handle) : op(handle.typed<Result(Self, const Numbers&...)>()) {}
  at::Tensor call(const Value* args, const at::Scalar* numbers) const override {
    Lent self(args[0]);
    if constexpr (sizeof...(Numbers) == 0) return op.call(self.tensor);
    else if constexpr (sizeof...(Numbers) == 1) return op.call(self.tensor, numbers[0]);
    else return op.call(self.tensor, numbers[0], numbers[1]);
  }
};

template <typename Self, typename Result, typename... Numbers>
struct TwoTensors final : Direct {
  c10::TypedOperatorHandle<Result(Self, const at::Tensor&, const Numbers&...)> op;
  explicit TwoTensors(const c10::OperatorHandle& handle) : op(handle.typed<Result(Self, const at::Tensor&, const Numbers&...)>()) {}
  at::Tensor call(const Value* args, const at::Scalar* numbers) const override {
    Lent self(args[0]), other(args[1]);
    if constexpr (sizeof...(Numbers) == 0) return op.call(self.tensor, other.tensor);
    else return op.call(self.tensor, other.tensor, numbers[0]);
  }
};

template <typename Self, typename Result>
static std::unique_ptr<Direct> direct_call(const c10::OperatorHandle& handle, int32_t tensors, int32_t numbers) {
  using at::Scalar;
  if (tensors == 1 && numbers == 0) return std::make_unique<OneTensor<Self, Result>>(handle);
  if (tensors == 1 && numbers == 1) return std::make_unique<OneTensor<Self, Result, Scalar>>(handle);
  if (tensors == 1 && numbers == 2) return std::make_unique<OneTensor<Self, Result, Scalar, Scalar>>(handle);
  if (tensors == 2 && numbers == 0) return std::make_unique<TwoTensors<Self, Result>>(handle);
  if (tensors == 2 && numbers == 1) return std::make_unique<TwoTensors<Self, Result, Scalar>>(handle);
  return nullptr;
}

// An operator as the managed side holds it. Entries live as long as the process.
struct Entry {
  c10::OperatorHandle handle;
  std::unique_ptr<Direct> direct;  // null: boxed only
  int32_t tensors = 0;             // a direct call takes first so many tensors,
  int32_t parameters = 0;          // then numbers, up to so many parameters,
  int32_t required = 0;            // of which the first so many must be given
  at::Scalar defaults[2];

  explicit Entry(const c10::OperatorHandle& found) : handle(found) {}

  // Calls directly where the arguments are as expected; for all others the boxed call has the conversions and the errors.
  bool call(const Value* args, int32_t count, at::Tensor& result) const {
    if (count < required || count > parameters) return false;
    for (int32_t i = 0; i < tensors; i++)
      if (args[i].tag != kTensor) return false;
    if (count <= tensors) {
      result = direct->call(args, defaults);
      return true;
    }
    at::Scalar numbers[2] = {defaults[0], defaults[1]};
    for (int32_t i = tensors; i < count; i++)
      if (!to_scalar(args[i], numbers[i - tensors])) return false;
    result = direct->call(args, numbers);
    return true;
  }
};

// Finds the typed call for a schema of one or two tensors, up to two numbers, and one tensor as the result.
static void prepare(Entry& entry) {
  const auto& schema = entry.handle.schema();
  const auto& arguments = schema.arguments();
  if (schema.is_vararg() || schema.is_varret() || schema.returns().size() != 1 || arguments.empty() || arguments.size() > 3) return;
  if (schema.returns()[0].type()->kind() != c10::TypeKind::TensorType) return;
  bool in_place = false;
  for (size_t i = 0; i < arguments.size(); i++) {
    auto kind = arguments[i].type()->kind();
    if (kind == c10::TypeKind::TensorType) {
      bool written = arguments[i].alias_info() != nullptr && arguments[i].alias_info()->isWrite();
      if (entry.tensors != entry.parameters || (written && i > 0) || arguments[i].default_value().has_value()) return;
      in_place |= written;
      entry.tensors++;
    } else if (kind == c10::TypeKind::NumberType) {
      if (entry.tensors == 0) return;
      const auto& value = arguments[i].default_value();
      if (value.has_value()) entry.defaults[entry.parameters - entry.tensors] = value->toScalar();
    } else {
      return;
    }
    entry.parameters++;
    if (!arguments[i].default_value().has_value()) entry.required = entry.parameters;
  }
  auto numbers = entry.parameters - entry.tensors;
  try {
    entry.direct = in_place ? direct_call<at::Tensor&, at::Tensor&>(entry.handle, entry.tensors, numbers)
                            : direct_call<const at::Tensor&, at::Tensor>(entry.handle, entry.tensors, numbers);
  } catch (const c10::Error&) {
    // libtorch compares with the signature of the operator's kernels; where that is another one, the boxed call is right.
  }
}

}  // namespace shim

using shim::Entry;
using shim::Value;

// The operator's handle, or null where this libtorch has none of that name. Handles live as long as the process.
SHIM_API void* shim_operator_find(const char* name, const char* overload) {
  return shim::guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!found.has_value()) {
      shim::set_error("this libtorch has no such operator", "");
      return nullptr;
    }
    auto entry = std::make_unique<Entry>(*found);
    shim::prepare(*entry);
    return entry.release();
  });
}

// The schema in libtorch's own notation, as UTF-8; returns its length and writes at most `capacity` bytes.
SHIM_API int32_t shim_operator_schema(void* op, char* text, int32_t capacity) {
  return shim::guarded<>(-1, [&] {
    std::ostringstream out;
    out << static_cast<Entry*>(op)->handle.schema();
    auto s = out.str();
    s.copy(text, capacity);
    return static_cast<int32_t>(s.size());
  });
}

// 1 where the operator has a typed call; how it is called changes no result.
SHIM_API int32_t shim_operator_is_direct(void* op) { return static_cast<Entry*>(op)->direct != nullptr; }

// Calls the operator. Missing trailing arguments take the schema's defaults. Returns the number of flattened results,
// or -1 with the text in shim_error. Without an array for the results they are dropped, and the number is 0.
SHIM_API int32_t shim_operator_call(void* op, const Value* args, int32_t nargs, Value* results, int32_t capacity) {
  return shim::guarded<>(-1, [&] {
    auto& entry = *static_cast<Entry*>(op);
    at::Tensor result;
    if (entry.direct != nullptr && entry.call(args, nargs, result)) {
      if (capacity == 0) return 0;
      results[0] = shim::tensor_value(std::move(result));
      return 1;
    }
    torch::jit::Stack stack;
    const auto& arguments = entry.handle.schema().arguments();
    stack.reserve(arguments.size());
    for (int32_t i = 0; i < nargs; i++) stack.push_back(shim::to_ivalue(args[i]));
    for (size_t i = nargs; i < arguments.size(); i++) {
      TORCH_CHECK(arguments[i].default_value().has_value(), "argument '", arguments[i].name(), "' is missing");
      stack.push_back(*arguments[i].default_value());
    }
    entry.handle.callBoxed(&stack);
    if (capacity == 0) return 0;
    shim::waiting.clear();
    shim::Sink sink{results, capacity, 0};
    for (auto& value : stack) shim::put(sink, std::move(value));
    return sink.count;
  });
}

// Results that did not fit into the last call's array, in order.
SHIM_API int32_t shim_operator_fetch(Value* results, int32_t capacity) {
  auto count = static_cast<int32_t>(shim::waiting.size());
  for (int32_t i = 0; i < count && i < capacity; i++) results[i] = shim::waiting[i];
  shim::waiting.clear();
  return count;
}
