using System.Reflection;
using System.Reflection.Metadata;

namespace P8e.Architecture.Tests.Reading;

/// <summary>One type of a compiled assembly.</summary>
internal sealed class CompiledType(MetadataReader reader, TypeDefinitionHandle handle)
{
    private readonly TypeDefinition definition = reader.GetTypeDefinition(handle);

    public string FullName { get; } = MetadataNames.Of(reader, handle);

    public TypeAttributes Attributes => definition.Attributes;

    /// <summary>The compiler's own types (closures, state machines, inline arrays, a program's entry class) carry signs no source has.</summary>
    public bool IsWrittenByCompiler => FullName.Contains('<', StringComparison.Ordinal) || HasAttribute(
        definition.GetCustomAttributes(), "System.Runtime.CompilerServices.CompilerGeneratedAttribute");

    /// <summary>Whether another assembly can name the type.</summary>
    public bool IsVisible => IsVisibleFrom(handle);

    public SignatureType? BaseType => definition.BaseType.IsNil ? null : Resolve(definition.BaseType);

    public IEnumerable<SignatureType> Interfaces =>
        definition.GetInterfaceImplementations().Select(i => Resolve(reader.GetInterfaceImplementation(i).Interface));

    /// <summary>A generated protobuf message, or a runtime one such as <c>Any</c>.</summary>
    public bool IsProtobufMessage => Interfaces.Any(i => i.Name is "Google.Protobuf.IMessage" or "Google.Protobuf.IMessage`1");

    public IEnumerable<CompiledMethod> Methods => definition.GetMethods().Select(method => new CompiledMethod(reader, this, method));

    /// <summary>Everything the type shows to other assemblies: the member and the type named by it.</summary>
    public IEnumerable<(string Member, SignatureType Type)> Surface()
    {
        foreach (var type in Interfaces.Concat(BaseType is null ? [] : [BaseType]))
        {
            yield return (FullName, type);
        }

        foreach (var field in definition.GetFields().Select(reader.GetFieldDefinition))
        {
            if ((field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem)
            {
                yield return ($"{FullName}.{reader.GetString(field.Name)}", field.DecodeSignature(SignatureReader.Instance, null));
            }
        }

        // Properties and events show through their accessors.
        foreach (var method in Methods.Where(method => method.IsVisible))
        {
            foreach (var type in method.Signature.ParameterTypes.Append(method.Signature.ReturnType))
            {
                yield return (method.FullName, type);
            }
        }
    }

    private bool HasAttribute(CustomAttributeHandleCollection attributes, string name) => attributes
        .Select(attribute => reader.GetCustomAttribute(attribute).Constructor)
        .Where(constructor => constructor.Kind == HandleKind.MemberReference)
        .Select(constructor => reader.GetMemberReference((MemberReferenceHandle)constructor).Parent)
        .Any(parent => parent.Kind == HandleKind.TypeReference && MetadataNames.Of(reader, (TypeReferenceHandle)parent) == name);

    private bool IsVisibleFrom(TypeDefinitionHandle type)
    {
        var attributes = reader.GetTypeDefinition(type).Attributes & TypeAttributes.VisibilityMask;
        return attributes switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
                IsVisibleFrom(reader.GetTypeDefinition(type).GetDeclaringType()),
            _ => false,
        };
    }

    private SignatureType Resolve(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => SignatureReader.Instance.GetTypeFromDefinition(reader, (TypeDefinitionHandle)type, 0),
        HandleKind.TypeReference => SignatureReader.Instance.GetTypeFromReference(reader, (TypeReferenceHandle)type, 0),
        _ => SignatureReader.Instance.GetTypeFromSpecification(reader, null, (TypeSpecificationHandle)type, 0),
    };
}
