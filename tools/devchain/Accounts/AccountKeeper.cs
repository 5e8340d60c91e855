using System.Buffers.Binary;
using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Devchain.Storage;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Auth;

namespace P8e.Devchain.Accounts;

/// <summary>Accounts, their numbers and sequences (provenance-chain 5.3, 7.3).</summary>
internal sealed class AccountKeeper(StateStore state, AccountText addresses)
{
    private const byte AccountPrefix = 0x01;
    private const byte NumberPrefix = 0x03;
    private static readonly byte[] NextNumberKey = StoreKey.Of(StoreKey.Auth, 0x02);

    internal ChainAccount? Find(AccountAddress address) =>
        state.Get(Key(address)) is { } stored ? ChainAccount.Read(stored) : null;

    internal AccountAddress? FindByNumber(ulong number) =>
        state.Get(NumberKey(number)) is { } stored ? addresses.FromBytes(stored) : null;

    internal bool Exists(AccountAddress address) => state.Has(Key(address));

    internal void Save(ChainAccount account)
    {
        var address = addresses.Parse(account.Base.Address);
        state.Set(NumberKey(account.Base.AccountNumber), address.Bytes.ToArray());
        state.Set(Key(address), account.Write());
    }

    /// <summary>Makes a plain account with the next number if there is none (provenance-chain 3.10).</summary>
    internal void CreateIfMissing(AccountAddress address)
    {
        if (!Exists(address))
        {
            Add(new BaseAccount { Address = address.ToString() });
        }
    }

    /// <summary>Adds an account of any kind under the next number.</summary>
    internal ChainAccount Add(IMessage message)
    {
        var account = new ChainAccount(message);
        account.Base.AccountNumber = NextNumber();
        Save(account);
        return account;
    }

    /// <summary>A module's account, made when it is first needed.</summary>
    internal AccountAddress Module(string name, params string[] permissions)
    {
        var address = addresses.Module(name);
        if (!Exists(address))
        {
            Add(new ModuleAccount { BaseAccount = new BaseAccount { Address = address.ToString() }, Name = name, Permissions = { permissions } });
        }

        return address;
    }

    /// <summary>All accounts in key order.</summary>
    internal IEnumerable<ChainAccount> All() =>
        state.Range(StoreKey.Of(StoreKey.Auth, AccountPrefix)).Select(entry => ChainAccount.Read(entry.Value));

    private static byte[] NumberKey(ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return StoreKey.Of(StoreKey.Auth, NumberPrefix, bytes);
    }

    private ulong NextNumber()
    {
        var number = state.Get(NextNumberKey) is { } stored ? BinaryPrimitives.ReadUInt64BigEndian(stored) : 0;
        var next = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(next, number + 1);
        state.Set(NextNumberKey, next);
        return number;
    }

    private static byte[] Key(AccountAddress address) => StoreKey.Of(StoreKey.Auth, AccountPrefix, address.Bytes.Span);
}
