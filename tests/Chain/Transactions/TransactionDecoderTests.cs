using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using P8e.Chain.Tests.Support;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Chain.Tests.Transactions;

public sealed class TransactionDecoderTests
{
    [Fact]
    public async Task Decode_AlteredTransaction_GivesATransactionOrARefusal()
    {
        var signed = await new TransactionSigner(Samples.Alice.Signer, Samples.ChainId)
            .SignAsync(Samples.Content(memo: "memo", timeoutHeight: 12), Samples.Fee, new SignerState(Samples.ChainId, 1, 2), TestContext.Current.CancellationToken);
        var altered = from position in Gen.Choose(0, signed.Bytes.Length - 1)
                      from value in Gen.Choose(0, 255)
                      from length in Gen.Choose(1, signed.Bytes.Length)
                      select (position, value, length);

        Check.QuickThrowOnFailure(Prop.ForAll(altered.ToArbitrary(), change =>
        {
            var bytes = signed.Bytes.ToArray();
            bytes[change.position] = (byte)change.value;
            return Record.Exception(() => TransactionDecoder.Decode(bytes.AsSpan(0, change.length))) is null or P8eInputException;
        }));
    }

    [Theory]
    [InlineData("unordered")]
    [InlineData("extension")]
    [InlineData("payer")]
    public void Decode_WhatWeDoNotShow_IsRefused(string kind)
    {
        var body = new TxBody { Unordered = kind == "unordered", Messages = { Samples.Send().ToAny() } };
        if (kind == "extension")
        {
            body.ExtensionOptions.Add(Samples.Send().ToAny());
        }

        var info = new AuthInfo { Fee = new Fee { Payer = kind == "payer" ? "somebody" : "" } };
        var raw = new TxRaw { BodyBytes = body.ToByteString(), AuthInfoBytes = info.ToByteString() };

        Assert.Equal(
            ErrorCodes.ChainTransactionInvalid, Assert.Throws<P8eInputException>(() => TransactionDecoder.Decode(raw.ToByteArray())).Code);
    }

    [Fact]
    public void Decode_TooManyBytes_IsRefusedUnread() => Assert.Equal(
        ErrorCodes.LimitExceeded,
        Assert.Throws<P8eInputException>(() => TransactionDecoder.Decode(new byte[SignedTransaction.BytesMaximum + 1])).Code);
}
