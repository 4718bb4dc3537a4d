using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>The names of Python that a file of weights may use, and what they stand for; every other name is refused.</summary>
/// <remarks>
/// After torch/_utils.py, torch/serialization.py and torch/storage.py of PyTorch 1.13 and 2.x: _rebuild_tensor(storage, offset, size,
/// stride), _rebuild_tensor_v2(.. , requires_grad, hooks), _rebuild_tensor_v3(.. , dtype), _rebuild_parameter(data, requires_grad, hooks).
/// </remarks>
internal sealed class PthGlobals
{
    private readonly Dictionary<string, PthStorage> storages = new(StringComparer.Ordinal);

    private enum Function { OrderedDict, RebuildTensor, RebuildTensorV2, RebuildTensorV3, RebuildParameter, Size, Device }

    /// <summary>The storages that the pickle named so far.</summary>
    public IReadOnlyDictionary<string, PthStorage> Storages => storages;

    public static PickleException Refused(string module, string name) => new(
        $"it asks for '{module}.{name}', which is refused: only tensors, dictionaries, lists, tuples, numbers and strings are read, and nothing is executed. Save the model's state_dict() alone");

    public static string Describe(object? value) => value switch
    {
        null => "None",
        Global global => global.Name,
        PthDictionary => "a dictionary",
        List<object?> => "a list",
        object?[] => "a tuple",
        PthTensor tensor => $"a tensor {tensor}",
        _ => $"a {value.GetType().Name}",
    };

    public object Find(string module, string name) => (module, name) switch
    {
        ("collections", "OrderedDict") => new Global("collections.OrderedDict", Function.OrderedDict),
        ("torch._utils", "_rebuild_tensor") => new Global("torch._utils._rebuild_tensor", Function.RebuildTensor),
        ("torch._utils", "_rebuild_tensor_v2") => new Global("torch._utils._rebuild_tensor_v2", Function.RebuildTensorV2),
        ("torch._utils", "_rebuild_tensor_v3") => new Global("torch._utils._rebuild_tensor_v3", Function.RebuildTensorV3),
        ("torch._utils", "_rebuild_parameter") => new Global("torch._utils._rebuild_parameter", Function.RebuildParameter),
        ("torch", "Size") => new Global("torch.Size", Function.Size),
        ("torch", "device") => new Global("torch.device", Function.Device),
        ("torch" or "torch.cuda", _) when PthTypes.OfStorage(name) is { } type => new StorageType($"{module}.{name}", type),
        ("torch.storage", "UntypedStorage") or ("torch", "UntypedStorage") => new StorageType($"{module}.{name}", ScalarType.Byte),
        ("torch", _) when PthTypes.OfDtype(name) is { } type => type,
        _ => throw Refused(module, name),
    };

    public object Call(object? function, object?[] arguments) => function is not Global { Function: var known } global
        ? throw new PickleException($"it calls {Describe(function)}, which is no function")
        : known switch
        {
            Function.OrderedDict => Ordered(arguments),
            Function.RebuildTensor when arguments.Length == 4 => Tensor(global, arguments, requiresGrad: false),
            Function.RebuildTensorV2 when arguments.Length is 6 or 7 => Tensor(global, arguments, Truth(global, arguments[4])),
            Function.RebuildTensorV3 when arguments.Length is 7 or 8 => Retyped(global, arguments),
            Function.RebuildParameter when arguments is [PthTensor data, ..] && arguments.Length >= 2 =>
                new PthTensor(data.Storage, data.Offset, [.. data.Shape], [.. data.Strides], Truth(global, arguments[1])),
            Function.Size when arguments is [object?[] sizes] => sizes,
            Function.Device when arguments is [string name, ..] => name,
            _ => throw new PickleException($"{global.Name} has {arguments.Length} arguments of the wrong number or kind"),
        };

    /// <summary>State that Python hangs on an object: a state_dict carries versions of its modules there, which are not needed.</summary>
    public void SetState(object? state, object? target)
    {
        if (target is not PthDictionary || state is not PthDictionary)
            throw new PickleException($"it changes the inside of {Describe(target)}, which is refused");
    }

    /// <summary>A storage: ('storage', type, key, location, number of elements[, view]).</summary>
    public object Persistent(object? id)
    {
        if (id is not object?[] { Length: 5 or 6 } parts || parts[0] is not "storage" || parts[1] is not StorageType type || parts[2] is not string key || parts[4] is not long count)
            throw new PickleException("it names a storage in a way that is not PyTorch's: expected ('storage', type, key, location, count)");
        if (parts.Length == 6 && parts[5] is not null)
            throw new PickleException($"storage '{key}' is a view of another storage, as PyTorch before 0.4 wrote them; load and save it with a newer one");
        if (count < 0 || count > long.MaxValue / 16) throw new PickleException($"storage '{key}' has {count} elements");
        if (storages.TryGetValue(key, out var known))
            return known.Type == type.Type && known.Count == count ? known
                : throw new PickleException($"storage '{key}' is named with {known.Count} {known.Type} and with {count} {type.Type}");
        return storages[key] = new PthStorage(key, type.Type, count);
    }

    private static PthDictionary Ordered(object?[] arguments)
    {
        var dictionary = new PthDictionary();
        if (arguments.Length == 0) return dictionary;
        if (arguments is not [List<object?> items]) throw new PickleException("collections.OrderedDict has arguments other than one list of pairs");
        foreach (var item in items)
            dictionary.Set(item is List<object?> { Count: 2 } pair && pair[0] is string ? pair[0] : item is object?[] { Length: 2 } tuple && tuple[0] is string ? tuple[0]
                : throw new PickleException("collections.OrderedDict is given an item that is no pair with a string"), item is List<object?> list ? list[1] : ((object?[])item)[1]);
        return dictionary;
    }

    private static PthTensor Retyped(Global global, object?[] arguments)
    {
        if (arguments[0] is not PthStorage storage || arguments[6] is not ScalarType type) throw new PickleException($"{global.Name} has arguments of the wrong kind");
        if (storage.Type == type) return Tensor(global, arguments, Truth(global, arguments[4]));
        throw new PickleException($"{global.Name} reads a storage of {storage.Type} as {type}, which is not supported");
    }

    private static PthTensor Tensor(Global global, object?[] arguments, bool requiresGrad)
    {
        if (arguments[0] is not PthStorage storage || arguments[1] is not long offset) throw new PickleException($"{global.Name} has arguments of the wrong kind");
        var shape = Sizes(global, arguments[2], "size");
        var strides = Sizes(global, arguments[3], "stride");
        if (shape.Length != strides.Length || shape.Length > 64 || offset < 0)
            throw new PickleException($"a tensor in storage '{storage.Key}' has {shape.Length} sizes, {strides.Length} strides and offset {offset}");
        try
        {
            // One element past the last that the view reaches; a view without elements reaches none.
            var reach = checked(offset + (shape.Contains(0) ? 0 : 1 + shape.Zip(strides, (size, stride) => checked((size - 1) * stride)).Aggregate(0L, (a, b) => checked(a + b))));
            _ = shape.Aggregate(1L, (product, size) => checked(product * size));
            if (reach <= storage.Count) return new PthTensor(storage, offset, shape, strides, requiresGrad);
        }
        catch (OverflowException)
        {
            // Falls through to the same complaint: such a tensor fits into no storage.
        }
        throw new PickleException($"a tensor [{string.Join(", ", shape)}] with strides [{string.Join(", ", strides)}] and offset {offset} does not fit into storage '{storage.Key}' of {storage.Count} elements");
    }

    private static long[] Sizes(Global global, object? value, string what) =>
        value is object?[] tuple && tuple.All(size => size is long and >= 0) ? [.. tuple.Select(size => (long)size!)]
            : throw new PickleException($"the {what} given to {global.Name} is {Describe(value)}; expected a tuple of whole numbers from 0");

    private static bool Truth(Global global, object? value) => value as bool? ?? throw new PickleException($"requires_grad given to {global.Name} is {Describe(value)}");

    private sealed record Global(string Name, Function Function);

    private sealed record StorageType(string Name, ScalarType Type);
}
