using System.Security.Cryptography;
using System.Text.Json;
using P8e.Chain.Tests.Support;
using P8e.Chain.Transactions;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol;
using P8e.Protocol.Wire;
using P8e.Protocol.Wire.Cosmos.Bank;
using P8e.Protocol.Wire.Cosmos.Base;

namespace P8e.Chain.Tests.Transactions;

/// <summary>The computed vectors of the notes on the chain (9.3 to 9.5).</summary>
public sealed class SpecificationVectorsTests : IDisposable
{
    private readonly JsonDocument _document = ChainVectors.Read("specification.json");
    private readonly ISecp256k1 _curve = Secp256k1.Choose("native");

    public void Dispose() => _document.Dispose();

    [Fact]
    public void From_EveryMessage_EncodesAsComputed()
    {
        var messages = _document.RootElement.GetProperty("messages").EnumerateArray().ToArray();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.Equal(Hex(message, "hex"), Encode(message)));
    }

    [Fact]
    public async Task SignAsync_WholeTransaction_GivesBytesAndHash()
    {
        var vector = _document.RootElement.GetProperty("transaction");
        var (signer, content, fee, state) = Parts(vector);

        var signed = await new TransactionSigner(signer, state.ChainId).SignAsync(content, fee, state, TestContext.Current.CancellationToken);

        Assert.Equal(Hex(vector, "txHex"), signed.Bytes.ToArray());
        Assert.Equal(Text(vector, "txHash"), signed.Hash.ToString());
        Assert.Equal(state.Sequence, signed.Sequence);
        Assert.Equal(content.TimeoutHeight, signed.TimeoutHeight);
    }

    [Fact]
    public void SignDocument_WholeTransaction_HasTheComputedDigest()
    {
        var vector = _document.RootElement.GetProperty("transaction");
        var (signer, content, fee, state) = Parts(vector);

        var document = TransactionBytes.SignDocument(
            TransactionBytes.Body(content), TransactionBytes.AuthInfo(signer.PublicKey, state.Sequence, fee), state.ChainId, state.AccountNumber);

        Assert.Equal(Text(vector, "signDocSha256Hex"), Convert.ToHexStringLower(SHA256.HashData(document)));
    }

    [Fact]
    public void BuildUnsigned_WholeTransaction_GivesTheTrialBytes()
    {
        var vector = _document.RootElement.GetProperty("transaction");
        var (signer, content, _, state) = Parts(vector);

        var unsigned = new TransactionSigner(signer, state.ChainId).BuildUnsigned(content, state.Sequence);

        Assert.Equal(Hex(vector, "unsignedTxHex"), unsigned.ToArray());
    }

    [Fact]
    public async Task SignAsync_CosmjsTransaction_GivesTheirSignature()
    {
        var vector = _document.RootElement.GetProperty("cosmjs");
        var signer = Signer(vector);
        var send = new MsgSend { FromAddress = Text(vector, "from"), ToAddress = Text(vector, "to") };
        var amount = ChainCoin.Parse(Text(vector, "amount"));
        send.Amount.Add(new Coin { Denom = amount.Denomination, Amount = $"{amount.Amount}" });
        var state = State(vector);

        var signed = await new TransactionSigner(signer, state.ChainId)
            .SignAsync(new TransactionContent([ChainMessage.From(send)]), Fee(vector), state, TestContext.Current.CancellationToken);

        Assert.Equal(Text(vector, "publicKeyBase64"), Convert.ToBase64String(signer.PublicKey.ToCompressed()));
        Assert.Equal(Hex(vector, "signatureHex"), signed.Bytes[^EcdsaSignature.CompactBytes..].ToArray());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(Text(element, name));

    private static SignerState State(JsonElement vector) =>
        new(Text(vector, "chainId"), vector.GetProperty("accountNumber").GetUInt64(), vector.GetProperty("sequence").GetUInt64());

    private static TransactionFee Fee(JsonElement vector) => new([ChainCoin.Parse(Text(vector, "fee"))], vector.GetProperty("gasLimit").GetUInt64());

    // Parsed and written again: the bytes are canonical, so equality says that our types encode as computed.
    private static byte[] Encode(JsonElement message)
    {
        var name = Text(message, "name");
        var type = WireFiles.Types.Find(name switch
        {
            "MsgSend" => "cosmos.bank.v1beta1.MsgSend",
            "MsgGrant" => "cosmos.authz.v1beta1.MsgGrant",
            _ when name.StartsWith("same through", StringComparison.Ordinal) => "provenance.metadata.v1.MsgWriteSessionRequest",
            _ => "provenance.metadata.v1." + name,
        });
        return ChainMessage.From(type.Parser.ParseFrom(Hex(message, "hex"))).Value.ToArray();
    }

    private LocalSigner Signer(JsonElement vector) => new(PrivateKey.Import(Hex(vector, "privateKeyHex"), _curve), _curve);

    private (LocalSigner Signer, TransactionContent Content, TransactionFee Fee, SignerState State) Parts(JsonElement vector)
    {
        var name = Text(vector, "message");
        var bytes = _document.RootElement.GetProperty("messages").EnumerateArray().First(message => Text(message, "name") == name);
        var message = ChainMessage.FromBytes("/provenance.metadata.v1." + name, Hex(bytes, "hex"));
        return (Signer(vector), new TransactionContent([message], timeoutHeight: vector.GetProperty("timeoutHeight").GetUInt64()), Fee(vector), State(vector));
    }
}
