using System.Collections.Immutable;

namespace P8e.Architecture.Tests.Reading;

/// <summary>A type in a signature: its full name and, for arrays and generic types, the types it is made of.</summary>
internal sealed record SignatureType(string Name, ImmutableArray<SignatureType> Parts)
{
    public static SignatureType Of(string name, params SignatureType[] parts) => new(name, [.. parts]);

    /// <summary>The names of this type and of everything it is made of.</summary>
    public IEnumerable<string> Mentioned() => Parts.SelectMany(part => part.Mentioned()).Prepend(Name);
}
