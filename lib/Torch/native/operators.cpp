// The one way into libtorch's operators: find by name and overload, call boxed.
#include "shim.h"

#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>

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

}  // namespace shim

using shim::Value;

// The operator's handle, or null where this libtorch has none of that name. Handles live as long as the process.
SHIM_API void* shim_operator_find(const char* name, const char* overload) {
  return shim::guarded<>(static_cast<void*>(nullptr), [&]() -> void* {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!found.has_value()) {
      shim::set_error("this libtorch has no such operator", "");
      return nullptr;
    }
    return new c10::OperatorHandle(*found);
  });
}

// The schema in libtorch's own notation, as UTF-8; returns its length and writes at most `capacity` bytes.
SHIM_API int32_t shim_operator_schema(void* op, char* text, int32_t capacity) {
  return shim::guarded<>(-1, [&] {
    std::ostringstream out;
    out << static_cast<c10::OperatorHandle*>(op)->schema();
    auto s = out.str();
    s.copy(text, capacity);
    return static_cast<int32_t>(s.size());
  });
}

// Calls the operator. Missing trailing arguments take the schema's defaults. Returns the number of flattened results,
// or -1 with the text in shim_error.
SHIM_API int32_t shim_operator_call(void* op, const Value* args, int32_t nargs, Value* results, int32_t capacity) {
  return shim::guarded<>(-1, [&] {
    auto& handle = *static_cast<c10::OperatorHandle*>(op);
    torch::jit::Stack stack;
    const auto& arguments = handle.schema().arguments();
    stack.reserve(arguments.size());
    for (int32_t i = 0; i < nargs; i++) stack.push_back(shim::to_ivalue(args[i]));
    for (size_t i = nargs; i < arguments.size(); i++) {
      TORCH_CHECK(arguments[i].default_value().has_value(), "argument '", arguments[i].name(), "' is missing");
      stack.push_back(*arguments[i].default_value());
    }
    handle.callBoxed(&stack);
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
