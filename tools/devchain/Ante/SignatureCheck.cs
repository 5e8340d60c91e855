using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Devchain.Accounts;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Storage;
using P8e.Devchain.Transactions;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Secp256k1;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.Cosmos.TxSigning;
using Any = Google.Protobuf.WellKnownTypes.Any;

namespace P8e.Devchain.Ante;

/// <summary>Public keys, sequences and signatures of a transaction (provenance-chain 5.5 steps 10 to 13).</summary>
internal sealed class SignatureCheck(DecodedTx tx, IReadOnlyList<AccountAddress> signers, TxContext context, AccountKeeper accounts, EventLog events)
{
    private static readonly string KeyUrl = "/" + PubKey.Descriptor.FullName;

    internal void Run()
    {
        SetPublicKeys();
        CountSignatures();
        if (tx.Body.Unordered)
        {
            UnorderedNonces.Claim(tx, signers, context);
        }

        for (var i = 0; i < signers.Count; i++)
        {
            CheckSignature(signers[i], i);
        }

        foreach (var signer in tx.Body.Unordered ? [] : signers)
        {
            var account = Account(signer);
            account.Base.Sequence++;
            accounts.Save(account);
        }
    }

    /// <summary>Verifies the signatures whose accounts are there, so that <see cref="Run"/> finds it done. Answers nothing, changes nothing.</summary>
    internal void VerifyAhead()
    {
        for (var i = 0; i < signers.Count; i++)
        {
            if (accounts.Find(signers[i])?.Base is { } account && (account.PubKey ?? Info(i).PublicKey) is { } key)
            {
                _ = SignatureFault(key, i, account.AccountNumber);
            }
        }
    }

    private void SetPublicKeys()
    {
        for (var i = 0; i < signers.Count; i++)
        {
            if (Info(i).PublicKey is not { } key)
            {
                // A simulation goes on as if a key had been given.
                if (context.Mode != TxMode.Simulate)
                {
                    continue;
                }
            }
            else if (context.Mode != TxMode.Simulate && !Owns(key, signers[i]))
            {
                throw SdkError.InvalidPubKey.Wrap($"pubKey does not match signer address {signers[i]} with signer index: {i}");
            }

            var account = Account(signers[i]);
            if (account.Base.PubKey is null)
            {
                account.Base.PubKey = Info(i).PublicKey ?? Placeholder();
                accounts.Save(account);
            }
        }

        for (var i = 0; i < signers.Count; i++)
        {
            if (!tx.Body.Unordered)
            {
                events.Add(ChainEvent.Legacy("tx", ("acc_seq", $"{signers[i]}/{Info(i).Sequence}")));
            }

            events.Add(ChainEvent.Legacy("tx", ("signature", tx.Raw.Signatures[i].ToBase64())));
        }
    }

    private void CountSignatures()
    {
        context.State.Gas.Consume(2 * GasCosts.AuthParams, "ReadFlat");
        if (signers.Count > context.Settings.Limits.Signatures)
        {
            throw SdkError.TooManySignatures.Wrap($"signatures: {signers.Count}, limit: {context.Settings.Limits.Signatures}");
        }

        foreach (var signer in signers)
        {
            if (Account(signer).Base.PubKey is null)
            {
                throw SdkError.InvalidPubKey.Wrap("unrecognized public key type: <nil>");
            }

            context.State.Gas.Consume(GasCosts.Signature, "ante verify: secp256k1");
        }
    }

    private void CheckSignature(AccountAddress signer, int index)
    {
        var account = Account(signer).Base;
        var info = Info(index);
        if (tx.Body.Unordered)
        {
            if (info.Sequence > 0)
            {
                throw SdkError.InvalidRequest.Wrap("sequence is not allowed for unordered transactions");
            }
        }
        else if (info.Sequence != account.Sequence)
        {
            throw SdkError.WrongSequence.Wrap($"account sequence mismatch, expected {account.Sequence}, got {info.Sequence}");
        }

        if (context.Mode != TxMode.Simulate && SignatureFault(account.PubKey, index, account.AccountNumber) is { } fault)
        {
            throw SdkError.Unauthorized.Wrap(
                $"signature verification failed; please verify account number ({account.AccountNumber}) and chain-id ({context.Settings.ChainId}): ({fault})");
        }
    }

    private string? SignatureFault(Any key, int index, ulong accountNumber)
    {
        var mode = Info(index).ModeInfo.Single?.Mode;
        if (mode != SignMode.Direct)
        {
            return $"unsupported sign mode {GoText.EnumName(SigningReflection.Descriptor, mode ?? SignMode.Unspecified)}";
        }

        var signedNumber = context.Height == 0 ? 0 : accountNumber;
        return tx.Verified.IsValid(index, key.Value, signedNumber, () => Verify(key, index, signedNumber)) ? null : "unable to verify single signer signature";
    }

    private bool Verify(Any key, int index, ulong accountNumber)
    {
        var document = new SignDoc
        {
            BodyBytes = tx.Raw.BodyBytes,
            AuthInfoBytes = tx.Raw.AuthInfoBytes,
            ChainId = context.Settings.ChainId,
            AccountNumber = accountNumber,
        };
        return PublicKey.TryParse(PubKey.Parser.ParseFrom(key.Value).Key.Span, out var publicKey)
            && EcdsaSignature.TryFromCompact(tx.Raw.Signatures[index].Span, out var signature)
            && signature.IsLowS
            && Signing.VerifyDigest(publicKey, SHA256.HashData(document.ToByteArray()), signature);
    }

    private SignerInfo Info(int index) => index < tx.AuthInfo.SignerInfos.Count
        ? tx.AuthInfo.SignerInfos[index]
        : throw SdkError.InvalidPubKey.Wrap("invalid number of pubkeys");

    private ChainAccount Account(AccountAddress signer) =>
        accounts.Find(signer) ?? throw SdkError.UnknownAddress.Wrap($"account {signer} does not exist");

    private static bool Owns(Any key, AccountAddress signer) =>
        key.TypeUrl == KeyUrl
        && PublicKey.TryParse(PubKey.Parser.ParseFrom(key.Value).Key.Span, out var publicKey)
        && publicKey.ToAddressBytes().AsSpan().SequenceEqual(signer.Bytes.Span);

    private static Any Placeholder() => new() { TypeUrl = KeyUrl, Value = new PubKey { Key = ByteString.CopyFrom(new byte[33]) }.ToByteString() };
}
