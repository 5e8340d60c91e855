using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace P8e.Architecture.Tests.Reading;

/// <summary>Reads signatures into <see cref="SignatureType"/>; generic parameters appear as <c>!0</c>.</summary>
internal sealed class SignatureReader : ISignatureTypeProvider<SignatureType, object?>
{
    public static SignatureReader Instance { get; } = new();

    public SignatureType GetArrayType(SignatureType elementType, ArrayShape shape) => SignatureType.Of("[,]", elementType);

    public SignatureType GetByReferenceType(SignatureType elementType) => elementType;

    public SignatureType GetFunctionPointerType(MethodSignature<SignatureType> signature) =>
        SignatureType.Of("function", [.. signature.ParameterTypes, signature.ReturnType]);

    public SignatureType GetGenericInstantiation(SignatureType genericType, ImmutableArray<SignatureType> typeArguments) =>
        new(genericType.Name, typeArguments);

    public SignatureType GetGenericMethodParameter(object? genericContext, int index) => SignatureType.Of($"!!{index}");

    public SignatureType GetGenericTypeParameter(object? genericContext, int index) => SignatureType.Of($"!{index}");

    public SignatureType GetModifiedType(SignatureType modifier, SignatureType unmodifiedType, bool isRequired) => unmodifiedType;

    public SignatureType GetPinnedType(SignatureType elementType) => elementType;

    public SignatureType GetPointerType(SignatureType elementType) => SignatureType.Of("*", elementType);

    public SignatureType GetPrimitiveType(PrimitiveTypeCode typeCode) => SignatureType.Of($"System.{typeCode}");

    public SignatureType GetSZArrayType(SignatureType elementType) => SignatureType.Of("[]", elementType);

    public SignatureType GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        SignatureType.Of(MetadataNames.Of(reader, handle));

    public SignatureType GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        SignatureType.Of(MetadataNames.Of(reader, handle));

    public SignatureType GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
}
