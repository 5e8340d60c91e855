using System.Buffers.Binary;
using P8e.Devchain.Errors;
using P8e.Devchain.Storage;
using P8e.Devchain.Transactions;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Ante;

/// <summary>Transactions without a sequence: replay is stopped by sender and timeout instead (provenance-chain 5.5, unordered transactions).</summary>
internal static class UnorderedNonces
{
    private const byte Prefix = 0x90;
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(5);

    internal static void Claim(DecodedTx tx, IReadOnlyList<AccountAddress> signers, TxContext context)
    {
        if (TxTimeouts.Timestamp(tx) is not { } timeout)
        {
            throw SdkError.InvalidRequest.Wrap("unordered transaction must have timeout_timestamp set");
        }

        if (timeout < context.Time)
        {
            throw SdkError.InvalidRequest.Wrap("unordered transaction has a timeout_timestamp that has already passed");
        }

        if (timeout > context.Time.Plus(LongestAhead))
        {
            throw SdkError.InvalidRequest.Wrap("unordered tx ttl exceeds 5m0s");
        }

        if (context.Mode == TxMode.Simulate)
        {
            return;
        }

        context.State.Gas.Consume(GasCosts.UnorderedNonce, "unordered tx");
        var nanoseconds = (timeout.Seconds * 1_000_000_000L) + timeout.Nanos;
        foreach (var signer in signers)
        {
            Use(signer, nanoseconds, context.State);
        }
    }

    /// <summary>Forgets nonces that a block's time has passed; those transactions fail by their timeout.</summary>
    internal static void Expire(StateStore state, Blocks.ChainTime time)
    {
        var now = (time.Seconds * 1_000_000_000L) + time.Nanos;
        foreach (var entry in state.Range(StoreKey.Of(StoreKey.Auth, Prefix)).TakeWhile(entry => BinaryPrimitives.ReadInt64BigEndian(entry.Key.AsSpan(2)) < now))
        {
            state.Delete(entry.Key);
        }
    }

    private static void Use(AccountAddress signer, long nanoseconds, StateStore state)
    {
        Span<byte> moment = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(moment, nanoseconds);
        var key = StoreKey.Of(StoreKey.Auth, Prefix, moment, signer.Bytes.Span);
        if (state.Has(key))
        {
            throw SdkError.InvalidRequest.Wrap($"failed to add unordered nonce: sender {signer} has already used timeout {nanoseconds}");
        }

        state.Set(key, []);
    }
}
