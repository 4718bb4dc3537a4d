using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Research.Architecture.Tests;

/// <summary>Reads from an assembly's metadata what it uses of lib/Torch.</summary>
internal sealed class EngineMembers : ISignatureTypeProvider<string, object?>
{
    private const string Engine = "Torch";
    private readonly MetadataReader reader;

    private EngineMembers(MetadataReader reader) => this.reader = reader;

    public static IReadOnlyList<EngineMember> UsedBy(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        return new EngineMembers(image.GetMetadataReader()).Read();
    }

    private List<EngineMember> Read()
    {
        var members = new List<EngineMember>();
        foreach (var handle in reader.TypeReferences)
            if (IsOfEngine(handle)) members.Add(new EngineMember(Name(handle), "", null));
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (TypeOf(member.Parent) is not { } type || !IsOfEngine(type)) continue;
            var name = reader.GetString(member.Name).TrimStart('.');
            var parameters = member.GetKind() == MemberReferenceKind.Field ? null : string.Join(", ", member.DecodeMethodSignature(this, null).ParameterTypes);
            members.Add(new EngineMember(Name(type), name, parameters));
        }
        return members;
    }

    private TypeReferenceHandle? TypeOf(EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference) return (TypeReferenceHandle)parent;
        if (parent.Kind != HandleKind.TypeSpecification) return null;
        var blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;
        blob.ReadCompressedInteger();
        var definition = blob.ReadTypeHandle();
        return definition.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)definition : null;
    }

    private bool IsOfEngine(TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind == HandleKind.TypeReference ? IsOfEngine((TypeReferenceHandle)scope)
            : scope.Kind == HandleKind.AssemblyReference && reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == Engine;
    }

    private string Name(TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var own = reader.GetString(type.Name).Split('`')[0];
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? $"{Name((TypeReferenceHandle)type.ResolutionScope)}.{own}" : own;
    }

    string ISimpleTypeProvider<string>.GetPrimitiveType(PrimitiveTypeCode code) => code.ToString();

    string ISimpleTypeProvider<string>.GetTypeFromDefinition(MetadataReader _, TypeDefinitionHandle handle, byte kind) => reader.GetString(reader.GetTypeDefinition(handle).Name);

    string ISimpleTypeProvider<string>.GetTypeFromReference(MetadataReader _, TypeReferenceHandle handle, byte kind) => Name(handle);

    string ISZArrayTypeProvider<string>.GetSZArrayType(string element) => element + "[]";

    string IConstructedTypeProvider<string>.GetArrayType(string element, ArrayShape shape) => $"{element}[{new string(',', shape.Rank - 1)}]";

    string IConstructedTypeProvider<string>.GetByReferenceType(string element) => $"ref {element}";

    string IConstructedTypeProvider<string>.GetGenericInstantiation(string type, ImmutableArray<string> arguments) => $"{type}<{string.Join(", ", arguments)}>";

    string IConstructedTypeProvider<string>.GetPointerType(string element) => element + "*";

    string ISignatureTypeProvider<string, object?>.GetFunctionPointerType(MethodSignature<string> signature) => "delegate*";

    string ISignatureTypeProvider<string, object?>.GetGenericMethodParameter(object? context, int index) => "?";

    string ISignatureTypeProvider<string, object?>.GetGenericTypeParameter(object? context, int index) => "?";

    string ISignatureTypeProvider<string, object?>.GetModifiedType(string modifier, string type, bool required) => type;

    string ISignatureTypeProvider<string, object?>.GetPinnedType(string element) => element;

    string ISignatureTypeProvider<string, object?>.GetTypeFromSpecification(MetadataReader _, object? context, TypeSpecificationHandle handle, byte kind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);
}
