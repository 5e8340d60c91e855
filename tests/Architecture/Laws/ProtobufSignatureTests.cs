using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.Laws;

/// <summary>Law 5: protobuf messages stay out of the public signatures of the rooms that do not own the protocol.</summary>
public sealed class ProtobufSignatureTests
{
    private const string Rule = "A protobuf message may not leave the rooms Protocol and Contracts through a public signature: "
        + "show a type of the domain, or make the member internal.";

    private static readonly string[] Speakers = ["Contracts", "Protocol"];

    private static readonly Lazy<HashSet<string>> Messages = new(() =>
        [.. CompiledAssembly.Rooms.Append(CompiledAssembly.Beside("Google.Protobuf"))
            .SelectMany(assembly => assembly.Types)
            .Where(type => type.IsProtobufMessage)
            .Select(type => type.FullName)]);

    [Fact]
    public void PublicSignatures_OfRoomsThatDoNotOwnTheProtocol_NameNoMessage() => Inspection.Pass(
        Rule,
        from room in CompiledAssembly.Rooms
        where !Speakers.Contains(room.Room)
        from shown in Surface(room)
        select shown,
        Offence);

    [Fact]
    public void Messages_OfTheRoomProtocol_AreFound() =>
        Assert.Contains(Messages.Value, name => !name.StartsWith("Google.Protobuf.", StringComparison.Ordinal));

    [Fact]
    public void PublicSignatures_OfTheCounterexample_AreReported() =>
        Assert.Contains(Surface(CompiledAssembly.OfTheseTests), shown => Offence(shown) is not null);

    private static IEnumerable<(string Member, SignatureType Type)> Surface(CompiledAssembly assembly) =>
        assembly.Types.Where(type => type.IsVisible).SelectMany(type => type.Surface());

    private static string? Offence((string Member, SignatureType Type) shown) =>
        shown.Type.Mentioned().FirstOrDefault(Messages.Value.Contains) is { } message ? $"{shown.Member} shows {message}" : null;
}
