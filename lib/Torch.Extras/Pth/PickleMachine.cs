using System.Globalization;
using System.Numerics;

namespace TorchSharp.Extras;

/// <summary>Reads one pickle into plain values. A pickle is a program for a stack machine; here it can build data and nothing else.</summary>
/// <remarks>
/// Opcodes of protocols 0 to 5 after Python's pickletools. A pickle may name any function of Python and call it (GLOBAL, REDUCE, BUILD
/// and their kin). Here a name is looked up among the few that <see cref="PthGlobals"/> understands, any other is refused by name.
/// Tuples become object[], lists List&lt;object?&gt;, dictionaries <see cref="PthDictionary"/>, integers long or BigInteger.
/// </remarks>
internal sealed class PickleMachine(PickleSource source, PthGlobals globals)
{
    // A byte of pickle can cost a hundred of memory (an empty dictionary): so many values are more than any weight file has.
    private const int MaximumValues = 4_000_000;
    private static readonly object Mark = new();
    private readonly List<object?> stack = [];
    private readonly Dictionary<long, object?> memo = [];
    private int values;

    /// <summary>Runs up to STOP and gives the value on top.</summary>
    public object? Run()
    {
        while (true)
        {
            var opcode = source.Byte();
            if (opcode == '.') return Pop();
            if (!Constant(opcode) && !Text(opcode) && !Container(opcode) && !Memo(opcode) && !Call(opcode))
                throw new PickleException($"byte {source.Position - 1} is {opcode}, which is no instruction of a pickle");
        }
    }

    private bool Constant(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: Protocol(source.Byte()); return true;
            case 0x95: source.Int64(); return true;                              // FRAME: only a hint for readers
            case (byte)'N': Push(null); return true;
            case 0x88: Push(true); return true;
            case 0x89: Push(false); return true;
            case (byte)'J': Push((long)source.Int32()); return true;
            case (byte)'K': Push((long)source.Byte()); return true;
            case (byte)'M': Push((long)source.UInt16()); return true;
            case 0x8a: Push(Integer(source.Bytes(source.Byte()))); return true;
            case 0x8b: Push(Integer(source.Bytes(Within(source.Int32(), 1024, "an integer")))); return true;
            case (byte)'G': Push(source.BigEndianDouble()); return true;
            case (byte)'I': Push(DecimalOrTruth(source.Line())); return true;
            case (byte)'L': Push(Decimal(source.Line().TrimEnd('L'))); return true;
            case (byte)'F': Push(double.TryParse(source.Line(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
                : throw new PickleException($"the line before byte {source.Position} is no number")); return true;
            default: return false;
        }
    }

    private bool Text(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'X': Push(source.Text((uint)source.Int32())); return true;
            case 0x8c: Push(source.Text(source.Byte())); return true;
            case 0x8d: Push(source.Text(source.Int64())); return true;
            case (byte)'V': Push(source.Line()); return true;
            case (byte)'U': Push(source.Text(source.Byte())); return true;
            case (byte)'T': Push(source.Text(source.Int32())); return true;
            case (byte)'S': Push(source.Line().Trim('\'', '"')); return true;
            case (byte)'C': Push(source.Bytes(source.Byte())); return true;
            case (byte)'B': Push(source.Bytes((uint)source.Int32())); return true;
            case 0x8e or 0x96: Push(source.Bytes(source.Int64())); return true;
            default: return false;
        }
    }

    private bool Container(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'(': Push(Mark); return true;
            case (byte)'0': Pop(); return true;
            case (byte)'1': ToMark(); return true;
            case (byte)'2': Push(Top()); return true;
            case (byte)')': Push(Array.Empty<object?>()); return true;
            case (byte)'t': Push(ToMark()); return true;
            case 0x85: Push(Last(1)); return true;
            case 0x86: Push(Last(2)); return true;
            case 0x87: Push(Last(3)); return true;
            case (byte)']': Push(new List<object?>()); return true;
            case (byte)'l': Push(new List<object?>(ToMark())); return true;
            case (byte)'a': Append([Pop()]); return true;
            case (byte)'e': Append(ToMark()); return true;
            case (byte)'}': Push(new PthDictionary()); return true;
            case (byte)'d':
                var pairs = ToMark();
                Push(new PthDictionary());
                SetItems(pairs);
                return true;
            case (byte)'s': SetItems(Last(2)); return true;
            case (byte)'u': SetItems(ToMark()); return true;
            case 0x8f or 0x90 or 0x91: throw new PickleException("it holds a set; expected tensors, dictionaries, lists, tuples, numbers and strings");
            default: return false;
        }
    }

    private bool Memo(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'q': memo[source.Byte()] = Top(); return true;
            case (byte)'r': memo[(uint)source.Int32()] = Top(); return true;
            case (byte)'p': memo[Index(source.Line())] = Top(); return true;
            case 0x94: memo[memo.Count] = Top(); return true;
            case (byte)'h': Recall(source.Byte()); return true;
            case (byte)'j': Recall((uint)source.Int32()); return true;
            case (byte)'g': Recall(Index(source.Line())); return true;
            default: return false;
        }
    }

    private bool Call(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'c':
                var module = source.Line();
                Push(globals.Find(module, source.Line()));
                return true;
            case 0x93:
                var names = Last(2);
                Push(globals.Find(Name(names[0]), Name(names[1])));
                return true;
            case (byte)'R' or 0x81:
                var call = Last(2);
                Push(globals.Call(call[0], Arguments(call[1])));
                return true;
            case 0x92:
                var keyed = Last(3);
                if (keyed[2] is not PthDictionary { Count: 0 }) throw new PickleException($"it creates {PthGlobals.Describe(keyed[0])} with named arguments, which is refused");
                Push(globals.Call(keyed[0], Arguments(keyed[1])));
                return true;
            case (byte)'b': globals.SetState(Last(1)[0], Top()); return true;
            case (byte)'Q': Push(globals.Persistent(Pop())); return true;
            case (byte)'P': throw new PickleException("it names a storage in the way of protocol 0, which PyTorch never writes");
            case (byte)'i':
                var type = source.Line();
                throw PthGlobals.Refused(type, source.Line());
            case (byte)'o': throw new PickleException("it creates an object of a class (OBJ), which is refused");
            case 0x82 or 0x83 or 0x84: throw new PickleException("it calls a registered extension (EXT), which is refused");
            case 0x97 or 0x98: throw new PickleException("it refers to buffers outside the pickle (protocol 5), which PyTorch never writes");
            default: return false;
        }
    }

    private void Push(object? value)
    {
        if (++values > MaximumValues) throw new PickleException($"it holds more than {MaximumValues} values; expected a file of weights");
        stack.Add(value);
    }

    private object? Pop()
    {
        var value = Top();
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    private object? Top()
    {
        if (stack.Count == 0 || ReferenceEquals(stack[^1], Mark)) throw new PickleException($"an instruction before byte {source.Position} takes a value where there is none");
        return stack[^1];
    }

    private object?[] Last(int count)
    {
        var values = new object?[count];
        while (count > 0) values[--count] = Pop();
        return values;
    }

    private object?[] ToMark()
    {
        var mark = stack.Count - 1;
        while (mark >= 0 && !ReferenceEquals(stack[mark], Mark)) mark--;
        if (mark < 0) throw new PickleException($"an instruction before byte {source.Position} takes values from a mark that is not there");
        object?[] values = [.. stack.Skip(mark + 1)];
        stack.RemoveRange(mark, stack.Count - mark);
        return values;
    }

    private void Append(object?[] values)
    {
        if (Top() is not List<object?> list) throw new PickleException($"it appends to {PthGlobals.Describe(Top())}, which is no list");
        list.AddRange(values);
    }

    private void SetItems(object?[] pairs)
    {
        if (Top() is not PthDictionary dictionary) throw new PickleException($"it sets an item of {PthGlobals.Describe(Top())}, which is no dictionary");
        if (pairs.Length % 2 != 0) throw new PickleException($"a key before byte {source.Position} has no value");
        for (var i = 0; i < pairs.Length; i += 2)
            dictionary.Set(pairs[i] is null or string or long or double or bool or BigInteger or object[] ? pairs[i]
                : throw new PickleException($"the key of a dictionary is {PthGlobals.Describe(pairs[i])}; expected a string or number"), pairs[i + 1]);
    }

    private void Recall(long index) =>
        Push(memo.TryGetValue(index, out var value) ? value : throw new PickleException($"it recalls value {index}, which was never kept"));

    private static void Protocol(byte version)
    {
        if (version > 5) throw new PickleException($"it is a pickle of protocol {version}; expected 0 to 5");
    }

    private static object Integer(byte[] bytes)
    {
        var value = new BigInteger(bytes);
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    private object DecimalOrTruth(string line) => line is "00" ? false : line is "01" ? true : Decimal(line);

    private object Decimal(string line) =>
        line.Length <= 1024 && BigInteger.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value
            : throw new PickleException($"the line before byte {source.Position} is no whole number");

    private long Index(string line) =>
        long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw new PickleException($"the line before byte {source.Position} is no index");

    private int Within(int count, int maximum, string what) =>
        count >= 0 && count <= maximum ? count : throw new PickleException($"{what} before byte {source.Position} has {count} bytes; expected at most {maximum}");

    private static string Name(object? value) => value as string ?? throw new PickleException($"a name is {PthGlobals.Describe(value)}, expected a string");

    private static object?[] Arguments(object? value) => value as object?[] ?? throw new PickleException($"the arguments of a call are {PthGlobals.Describe(value)}, expected a tuple");
}
