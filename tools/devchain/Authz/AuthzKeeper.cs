using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Blocks;
using P8e.Devchain.Events;
using P8e.Devchain.Storage;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Authz;

namespace P8e.Devchain.Authz;

/// <summary>Grants from one account to another, per message type (provenance-chain 3.11).</summary>
internal sealed class AuthzKeeper(StateStore state, EventLog events, ChainTime now)
{
    private const byte GrantPrefix = 0x01;

    /// <summary>The grant, unless there is none or its time is over.</summary>
    internal Grant? Find(AccountAddress granter, AccountAddress grantee, string typeUrl) =>
        state.Get(Key(granter, grantee, typeUrl)) is { } stored && Grant.Parser.ParseFrom(stored) is var grant && !IsExpired(grant) ? grant : null;

    internal void Save(AccountAddress granter, AccountAddress grantee, string typeUrl, Grant grant)
    {
        state.Set(Key(granter, grantee, typeUrl), grant.ToByteArray());
        events.Add(new EventGrant { MsgTypeUrl = typeUrl, Granter = granter.ToString(), Grantee = grantee.ToString() });
    }

    /// <summary>False when there was none, expired ones included.</summary>
    internal bool TryRemove(AccountAddress granter, AccountAddress grantee, string typeUrl)
    {
        var key = Key(granter, grantee, typeUrl);
        if (!state.Has(key))
        {
            return false;
        }

        state.Delete(key);
        events.Add(new EventRevoke { MsgTypeUrl = typeUrl, Granter = granter.ToString(), Grantee = grantee.ToString() });
        return true;
    }

    /// <summary>Uses a grant if there is one; a counted one has one use less afterwards, or is gone.</summary>
    internal bool TryUse(AccountAddress granter, AccountAddress grantee, string typeUrl)
    {
        if (Find(granter, grantee, typeUrl) is not { } grant)
        {
            return false;
        }

        if (grant.Authorization.TypeUrl.EndsWith(CountAuthorization.Descriptor.FullName, StringComparison.Ordinal))
        {
            UseOne(granter, grantee, typeUrl, grant);
        }

        return true;
    }

    /// <summary>Grants of one granter to one grantee, in key order, those not over.</summary>
    internal IEnumerable<Grant> Between(AccountAddress granter, AccountAddress grantee) =>
        state.Range(Key(granter, grantee, string.Empty)).Select(entry => Grant.Parser.ParseFrom(entry.Value)).Where(grant => !IsExpired(grant));

    /// <summary>All grants not over with who gave and who got them, in key order: by granter, grantee and message.</summary>
    internal IEnumerable<(byte[] Key, byte[] Granter, byte[] Grantee, Grant Grant)> All()
    {
        foreach (var entry in state.Range(StoreKey.Of(StoreKey.Authz, GrantPrefix)))
        {
            var granter = Part(entry.Key, 2);
            var grantee = Part(entry.Key, 3 + granter.Length);
            var grant = Grant.Parser.ParseFrom(entry.Value);
            if (!IsExpired(grant))
            {
                yield return (entry.Key[1..], granter, grantee, grant);
            }
        }
    }

    private static byte[] Part(byte[] key, int at) => key[(at + 1)..(at + 1 + key[at])];

    /// <summary>The store's key without our module's letter, which a text of the node holds.</summary>
    internal static byte[] Key(AccountAddress granter, AccountAddress grantee, string typeUrl) => StoreKey.Of(
        StoreKey.Authz, GrantPrefix, [.. StoreKey.Sized(granter.Bytes.Span), .. StoreKey.Sized(grantee.Bytes.Span)], StoreKey.Text(typeUrl));

    private void UseOne(AccountAddress granter, AccountAddress grantee, string typeUrl, Grant grant)
    {
        var count = CountAuthorization.Parser.ParseFrom(grant.Authorization.Value);
        if (count.AllowedAuthorizations <= 1)
        {
            _ = TryRemove(granter, grantee, typeUrl);
            return;
        }

        count.AllowedAuthorizations--;
        grant.Authorization = new Any { TypeUrl = grant.Authorization.TypeUrl, Value = count.ToByteString() };
        Save(granter, grantee, typeUrl, grant);
    }

    private bool IsExpired(Grant grant) => grant.Expiration is { } expiration && ChainTime.From(expiration) < now;
}
