using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using P8e.Chain.Transactions;
using P8e.Conformance.Dime;
using P8e.Protocol;
using P8e.Protocol.Wire.Cosmos.Tx;

namespace P8e.Conformance.Transactions;

/// <summary>A case of <c>transactions-*.json</c>: signer, fee, memo and messages are recorded beside the bytes.</summary>
internal sealed class ChainTransaction(JsonElement element) : IRecordedTransaction
{
    private string ChainId => element.Text("chainId");

    private JsonElement Signer => element.GetProperty("signers")[0];

    private ulong AccountNumber => Signer.GetProperty("accountNumber").GetUInt64();

    private byte[] Recorded => element.Base64("txBytesBase64");

    public bool Is(SigningKeys keys) =>
        element.TryGetProperty("signers", out var signers) && signers.GetArrayLength() == 1
        && element.TryGetProperty("messages", out _)
        && PlainForm.Of(Recorded) is { } form
        && form.IsSigned(keys.Signer(Signer.Text("key")).PublicKey, ChainId, AccountNumber);

    public Task CheckAsync(SigningKeys keys, CancellationToken cancellationToken)
    {
        var raw = TxRaw.Parser.ParseFrom(Recorded);
        var document = new SignDoc { BodyBytes = raw.BodyBytes, AuthInfoBytes = raw.AuthInfoBytes, ChainId = ChainId, AccountNumber = AccountNumber };
        Expect.Equal("SignDoc", element.Text("signDocSha256Hex"), Convert.ToHexStringLower(SHA256.HashData(document.ToByteArray())));

        var messages = element.GetProperty("messages").EnumerateArray()
            .Select(message => ChainMessage.FromBytes(message.Text("typeUrl"), message.Base64("protoBase64")));
        var fee = element.GetProperty("fee");
        return Rebuild.CheckAsync(
            Recorded,
            element.Text("txHash"),
            keys.Signer(Signer.Text("key")),
            new TransactionContent(
                messages,
                element.TryGetProperty("memo", out var memo) ? memo.GetString()! : "",
                element.TryGetProperty("timeoutHeight", out var height) ? height.GetUInt64() : 0),
            new TransactionFee([.. fee.Text("amount").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ChainCoin.Parse)], fee.GetProperty("gasLimit").GetUInt64()),
            new SignerState(ChainId, AccountNumber, Signer.GetProperty("sequence").GetUInt64()),
            cancellationToken);
    }
}
