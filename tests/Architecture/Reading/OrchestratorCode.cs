using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace P8e.Architecture.Tests.Reading;

/// <summary>What an orchestrator's code uses, its closures and state machines and the methods of its own assembly that it calls included.</summary>
internal sealed class OrchestratorCode
{
    private const string Contract = "P8e.Durable.IOrchestrator`2";

    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly HashSet<TypeDefinitionHandle> _seen = [];
    private readonly HashSet<(string Type, string Member)> _uses = [];

    private OrchestratorCode(PEReader file, MetadataReader reader) => (_file, _reader) = (file, reader);

    /// <summary>Every orchestrator of an assembly with the members of other types that it uses.</summary>
    public static IEnumerable<(string Orchestrator, string Type, string Member)> UsesIn(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        var reader = file.GetMetadataReader();
        foreach (var type in reader.TypeDefinitions.Where(type => new CompiledType(reader, type).Interfaces.Any(i => i.Name == Contract)))
        {
            var code = new OrchestratorCode(file, reader);
            code.Visit(type);
            foreach (var use in code._uses)
            {
                yield return (MetadataNames.Of(reader, type), use.Type, use.Member);
            }
        }
    }

    // A type at a time: coarser than methods, and what is used anywhere in a type that an orchestrator calls is its business too.
    private void Visit(TypeDefinitionHandle type)
    {
        if (!_seen.Add(type))
        {
            return;
        }

        var definition = _reader.GetTypeDefinition(type);
        foreach (var token in definition.GetMethods().Select(_reader.GetMethodDefinition).SelectMany(method => MethodBody.Tokens(_file, method)))
        {
            Use(token);
        }

        foreach (var nested in definition.GetNestedTypes())
        {
            Visit(nested);
        }
    }

    private void Use(EntityHandle token)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodDefinition:
                Visit(_reader.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType());
                break;
            case HandleKind.MethodSpecification:
                Use(_reader.GetMethodSpecification((MethodSpecificationHandle)token).Method);
                break;
            case HandleKind.MemberReference:
                UseMember(_reader.GetMemberReference((MemberReferenceHandle)token));
                break;
            case HandleKind.TypeReference:
                _uses.Add((MetadataNames.Of(_reader, (TypeReferenceHandle)token), ""));
                break;
        }
    }

    private void UseMember(MemberReference member)
    {
        switch (member.Parent.Kind)
        {
            case HandleKind.TypeDefinition:
                Visit((TypeDefinitionHandle)member.Parent);
                break;
            case HandleKind.TypeReference:
                _uses.Add((MetadataNames.Of(_reader, (TypeReferenceHandle)member.Parent), _reader.GetString(member.Name)));
                break;
            case HandleKind.TypeSpecification:
                var parent = SignatureReader.Instance.GetTypeFromSpecification(_reader, null, (TypeSpecificationHandle)member.Parent, 0);
                _uses.Add((parent.Name, _reader.GetString(member.Name)));
                break;
        }
    }
}
