using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Cryptography.Keys;
using P8e.Protocol.Wire.Cosmos.Base;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.Cosmos.TxSigning;

namespace P8e.Chain.Transactions;

/// <summary>The encoding of a transaction with one signer in the mode DIRECT (provenance-chain 2.9, 5.2, 9.4).</summary>
internal static class TransactionBytes
{
    /// <summary>TxBody.</summary>
    internal static ByteString Body(TransactionContent content)
    {
        var body = new TxBody { Memo = content.Memo, TimeoutHeight = content.TimeoutHeight };
        body.Messages.AddRange(content.Messages.Select(message => message.ToAny()));
        return body.ToByteString();
    }

    /// <summary>AuthInfo; the fee is there even when it is empty, as nodes and wallets write it.</summary>
    internal static ByteString AuthInfo(PublicKey signer, ulong sequence, TransactionFee? fee)
    {
        var signed = new Fee { GasLimit = fee?.GasLimit ?? 0 };
        signed.Amount.AddRange((fee?.Amount ?? []).Select(coin => new Coin { Denom = coin.Denomination, Amount = coin.Amount.ToString(CultureInfo.InvariantCulture) }));
        var info = new SignerInfo
        {
            PublicKey = Key(signer),
            ModeInfo = new ModeInfo { Single = new ModeInfo.Types.Single { Mode = SignMode.Direct } },
            Sequence = sequence,
        };
        return new AuthInfo { SignerInfos = { info }, Fee = signed }.ToByteString();
    }

    /// <summary>What is hashed and signed: ascending fields, zero and empty ones left out.</summary>
    internal static byte[] SignDocument(ByteString body, ByteString authInfo, string chainId, ulong accountNumber) =>
        new SignDoc { BodyBytes = body, AuthInfoBytes = authInfo, ChainId = chainId, AccountNumber = accountNumber }.ToByteArray();

    /// <summary>TxRaw.</summary>
    internal static byte[] Raw(ByteString body, ByteString authInfo, ReadOnlySpan<byte> signature) =>
        new TxRaw { BodyBytes = body, AuthInfoBytes = authInfo, Signatures = { ByteString.CopyFrom(signature) } }.ToByteArray();

    private static Any Key(PublicKey key)
    {
        var message = new Protocol.Wire.Cosmos.Secp256k1.PubKey { Key = UnsafeByteOperations.UnsafeWrap(key.ToCompressed()) };
        return new Any { TypeUrl = "/" + Protocol.Wire.Cosmos.Secp256k1.PubKey.Descriptor.FullName, Value = message.ToByteString() };
    }
}
