namespace P8e.Protocol.Tests.Identifiers;

/// <summary>The shapes of metadata-addresses.json, account-addresses.json and java-base64.json.</summary>
internal sealed record AddressVectors(IReadOnlyList<AddressVectors.Metadata> Addresses, IReadOnlyList<AddressVectors.NameHash> NameHashes)
{
    internal sealed record Metadata(string Source, string Kind, Guid Primary, Guid? Secondary, string? Name, string? Hex, string Text);

    internal sealed record NameHash(string Name, string Hex);

    internal sealed record Accounts(IReadOnlyList<Account> Addresses, IReadOnlyList<Derived> Derived);

    internal sealed record Account(string Source, string Text, string? Hex, string? MainNet);

    internal sealed record Derived(string Kind, string Name, string Text);

    internal sealed record Base64Texts(IReadOnlyList<Base64Text> Texts);

    internal sealed record Base64Text(string Text, string? Hex);
}
