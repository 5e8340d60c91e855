using System.Diagnostics.CodeAnalysis;
using P8e.Devchain.Accounts;
using P8e.Devchain.Errors;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Addresses;

/// <summary>
/// Reads account addresses of one network the two ways the node does: fields of messages, and signers (provenance-chain 3.3). Addresses of
/// other lengths than 20 and 32 bytes are refused; none is in use.
/// </summary>
internal sealed class AccountText(string prefix)
{
    private readonly Dictionary<string, AccountAddress> _modules =
        ModuleNames.Blocked.ToDictionary(name => name, name => AccountAddress.ForModule(prefix, name), StringComparer.Ordinal);

    private readonly HashSet<AccountAddress> _blocked = [.. ModuleNames.Blocked.Select(name => AccountAddress.ForModule(prefix, name))];
    private readonly KnownAddresses _known = new();

    /// <summary>The network's prefix: <c>tp</c> or <c>pb</c>.</summary>
    internal string Prefix => prefix;

    /// <summary>Null when the text is an address of this network, else what the node says about a field.</summary>
    internal string? Fault(string text, out AccountAddress? address)
    {
        address = _known.Find(text);
        if (address is not null)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return "empty address string is not allowed";
        }

        return BechText.Fault(text, out var found, out var bytes)
            ?? (found != prefix ? $"invalid Bech32 prefix; expected {prefix}, got {found}" : LengthFault(text, bytes!, out address));
    }

    /// <summary>As <see cref="Fault(string, out AccountAddress?)"/> for callers that want the words only.</summary>
    internal string? Fault(string text) => Fault(text, out _);

    internal bool TryParse(string text, [NotNullWhen(true)] out AccountAddress? address) => Fault(text, out address) is null;

    /// <summary>Reads an address that was checked before or comes from our own state.</summary>
    internal AccountAddress Parse(string text) => Fault(text, out var address) is { } fault ? throw ChainException.Plain(fault) : address!;

    /// <summary>Reads a signer; the errors have other words and, for another network, a code of their own (scope-58, scope-59).</summary>
    internal AccountAddress ParseSigner(string text)
    {
        if (_known.Find(text) is { } known)
        {
            return known;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw ChainException.Plain("empty address string is not allowed");
        }

        if (BechText.Fault(text, out var found, out var bytes) is { } fault)
        {
            throw ChainException.Plain(fault);
        }

        return found != prefix
            ? throw SdkError.Logic.Wrap($"hrp does not match bech32 prefix: expected '{prefix}' got '{found}'")
            : LengthFault(text, bytes!, out var address) is { } length ? throw ChainException.Plain(length) : address!;
    }

    /// <summary>Reads a field of a message whose addresses are checked in the block: bank and authz.</summary>
    /// <param name="text">The field.</param>
    /// <param name="which">The word that the error names it by.</param>
    internal AccountAddress ParseField(string text, string which)
    {
        try
        {
            return ParseSigner(text);
        }
        catch (ChainException fault)
        {
            throw SdkError.InvalidAddress.Wrap($"invalid {which} address: {fault.Message}");
        }
    }

    /// <summary>Whether it is the account of a module that nobody may send to.</summary>
    internal bool IsBlocked(AccountAddress address) => _blocked.Contains(address);

    internal AccountAddress Module(string name) => _modules.GetValueOrDefault(name) ?? AccountAddress.ForModule(prefix, name);

    internal AccountAddress FromBytes(ReadOnlySpan<byte> bytes) => AccountAddress.FromBytes(prefix, bytes);

    private string? LengthFault(string text, byte[] bytes, out AccountAddress? address)
    {
        try
        {
            address = AccountAddress.FromBytes(prefix, bytes);
            _known.Add(text, address);
            return null;
        }
        catch (P8eInputException)
        {
            address = null;
            return $"address length must be 20 or 32 bytes, got {bytes.Length}";
        }
    }
}
