using System.Reflection;
using System.Reflection.Metadata;

namespace P8e.Architecture.Tests.Reading;

/// <summary>One method of a compiled assembly.</summary>
internal sealed class CompiledMethod(MetadataReader reader, CompiledType type, MethodDefinitionHandle handle)
{
    private readonly MethodDefinition definition = reader.GetMethodDefinition(handle);

    public string Name => reader.GetString(definition.Name);

    public string FullName => $"{type.FullName}.{Name}";

    public MethodSignature<SignatureType> Signature { get; } =
        reader.GetMethodDefinition(handle).DecodeSignature(SignatureReader.Instance, null);

    public IEnumerable<(SignatureType Type, bool IsOptional)> Parameters
    {
        get
        {
            // Rows are numbered from 1 and may be left out by a compiler; 0 describes what is returned.
            var optional = definition.GetParameters().Select(reader.GetParameter)
                .Where(parameter => parameter.Attributes.HasFlag(ParameterAttributes.Optional))
                .Select(parameter => parameter.SequenceNumber)
                .ToHashSet();
            return Signature.ParameterTypes.Select((type, index) => (type, optional.Contains(index + 1)));
        }
    }

    public bool IsVisible => (definition.Attributes & MethodAttributes.MemberAccessMask)
        is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    public bool IsPrivate => (definition.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Private;

    /// <summary>Closures and the members of delegates too.</summary>
    public bool IsWrittenByCompiler => type.BaseType?.Name == "System.MulticastDelegate" || type.IsWrittenByCompiler || Name.Contains('<', StringComparison.Ordinal);

    /// <summary>Overrides a base method or implements an interface's: the shape is decided where the first is declared.</summary>
    public bool IsImposed => definition.Attributes.HasFlag(MethodAttributes.Virtual)
        && (!definition.Attributes.HasFlag(MethodAttributes.NewSlot) || definition.Attributes.HasFlag(MethodAttributes.Final));

    public bool IsAccessor => definition.Attributes.HasFlag(MethodAttributes.SpecialName);
}
