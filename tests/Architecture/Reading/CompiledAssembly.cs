using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace P8e.Architecture.Tests.Reading;

/// <summary>An assembly read as a file, never loaded: what it references, names and declares.</summary>
internal sealed class CompiledAssembly
{
    /// <summary>Metadata is read in place: the bytes of every assembly stay until the tests end.</summary>
    private static readonly ConcurrentDictionary<string, PEReader> Files = new();

    private readonly MetadataReader reader;

    private CompiledAssembly(string path)
    {
        reader = Files.GetOrAdd(path, file => new PEReader(ImmutableArray.Create(File.ReadAllBytes(file)))).GetMetadataReader();
        Types = [.. reader.TypeDefinitions.Select(handle => new CompiledType(reader, handle)).Where(type => type.FullName != "<Module>")];
    }

    /// <summary>The rooms of core/. The project of these tests references all of them, so each lies beside it, freshly built.</summary>
    public static IReadOnlyList<CompiledAssembly> Rooms { get; } = [.. Repository.Rooms.Select(room => Beside($"P8e.{room}"))];

    /// <summary>The assembly of these tests, which breaks the laws on purpose in <see cref="Counterexample"/>.</summary>
    public static CompiledAssembly OfTheseTests { get; } = Beside(typeof(CompiledAssembly).Assembly.GetName().Name!);

    public string Name => reader.GetString(reader.GetAssemblyDefinition().Name);

    /// <summary>The folder name: the assembly's name without its prefix.</summary>
    public string Room => Name["P8e.".Length..];

    public IReadOnlyList<CompiledType> Types { get; }

    /// <summary>Names of the assemblies whose types this one uses; the compiler leaves out references nothing uses.</summary>
    public IEnumerable<string> References =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name));

    /// <summary>Full names of the types of other assemblies that this one names.</summary>
    public IEnumerable<string> NamedTypes => reader.TypeReferences.Select(handle => MetadataNames.Of(reader, handle));

    /// <summary>Members of other assemblies that this one calls or reads: the declaring type and the member's name.</summary>
    public IEnumerable<(string Type, string Member)> UsedMembers => reader.MemberReferences
        .Select(reader.GetMemberReference)
        .Where(member => member.Parent.Kind == HandleKind.TypeReference)
        .Select(member => (MetadataNames.Of(reader, (TypeReferenceHandle)member.Parent), reader.GetString(member.Name)));

    public static CompiledAssembly Beside(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        Assert.True(File.Exists(path), $"{name}.dll is not beside the tests; build tests/Architecture/Architecture.Tests.csproj.");
        return new CompiledAssembly(path);
    }
}
