using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.Laws;

/// <summary>Law 2: only the room Cryptography names types of System.Security.Cryptography other than hashes.</summary>
public sealed class CryptographyUseTests
{
    private const string Space = "System.Security.Cryptography";

    private const string Rule = "Only core/Cryptography may use keys, ciphers, signatures and randomness; other rooms call it. "
        + "A new exception belongs into the list of this test, with its reason, and into law 2 of tests/Architecture/README.md.";

    /// <summary>Wiping a buffer that held plaintext is every room's duty (style anchor 20); comparing secrets is not.</summary>
    private const string Wiping = "CryptographicOperations.ZeroMemory";

    /// <summary>A hash holds no secret, so there is nothing to protect.</summary>
    private static readonly string[] Hashes = ["MD5", "SHA1", "SHA256", "SHA384", "SHA512", "HashAlgorithm", "HashAlgorithmName", "IncrementalHash"];

    private static readonly Dictionary<string, string[]> Exceptions = new()
    {
        // A storage account's Shared Key signs each request with HMAC-SHA-256; the account key is the adapter's own secret.
        ["P8e.Azure"] = ["HMACSHA256"],
        // The store compares the hashes of callers' header values with those that are registered, in the same time for every value.
        ["P8e.ObjectStore"] = ["CryptographicOperations.FixedTimeEquals"],
        // Access compares the hash of a caller's key with the one that is kept.
        ["P8e.Access"] = ["CryptographicOperations.FixedTimeEquals"],
    };

    [Fact]
    public void Uses_OfEveryRoomButCryptography_AreHashes() => Inspection.Pass(
        Rule,
        from room in CompiledAssembly.Rooms
        where room.Room != "Cryptography"
        from used in Uses(room)
        select (room.Name, used),
        use => Offence(use.Name, use.used));

    [Fact]
    public void Uses_OfCryptography_AreMoreThanHashes() =>
        Assert.Contains(Uses(CompiledAssembly.Beside("P8e.Cryptography")), used => Offence("P8e.Cryptography", used) is not null);

    [Fact]
    public void Uses_OfTheCounterexample_AreReported() =>
        Assert.Contains(Uses(CompiledAssembly.OfTheseTests), used => Offence("counterexample", used) is not null);

    /// <summary>Types by name; of the class that mixes wiping with comparing, its members.</summary>
    private static IEnumerable<string> Uses(CompiledAssembly assembly) => assembly.NamedTypes
        .Where(type => type != $"{Space}.CryptographicOperations")
        .Concat(assembly.UsedMembers.Where(used => used.Type == $"{Space}.CryptographicOperations").Select(used => $"{used.Type}.{used.Member}"));

    private static string? Offence(string assembly, string used)
    {
        if (!used.StartsWith(Space + ".", StringComparison.Ordinal))
        {
            return null;
        }

        var name = used[(Space.Length + 1)..];
        var allowed = name == Wiping || Hashes.Contains(name) || Exceptions.GetValueOrDefault(assembly, []).Contains(name);
        return allowed ? null : $"{assembly} uses {used}";
    }
}
