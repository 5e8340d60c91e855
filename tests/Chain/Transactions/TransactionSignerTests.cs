using P8e.Chain.Tests.Support;
using P8e.Chain.Transactions;
using P8e.Cryptography.Signatures;
using P8e.Protocol;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Transactions;

public sealed class TransactionSignerTests
{
    [Fact]
    public async Task SignAsync_StateOfAnotherChain_SignsNothing()
    {
        var key = new CountingSigner(Samples.Alice.Signer);
        var signer = new TransactionSigner(key, Samples.ChainId);

        var error = await Assert.ThrowsAsync<P8eStateException>(
            () => signer.SignAsync(Samples.Content(), Samples.Fee, new SignerState("pio-mainnet-1", 1, 1), TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.ChainWrongChain, error.Code);
        Assert.Equal(0, key.Signatures);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task SignAsync_SignerWithHighHalf_WritesTheLowOne(ulong accountNumber)
    {
        var signer = new TransactionSigner(new CountingSigner(Samples.Alice.Signer, high: true), Samples.ChainId);
        var state = new SignerState(Samples.ChainId, accountNumber, 3);

        var signed = await signer.SignAsync(Samples.Content(), Samples.Fee, state, TestContext.Current.CancellationToken);

        Assert.True(EcdsaSignature.TryFromCompact(signed.Bytes.Span[^EcdsaSignature.CompactBytes..], out var signature));
        Assert.True(signature.IsLowS);
        var document = TransactionBytes.SignDocument(
            TransactionBytes.Body(Samples.Content()), TransactionBytes.AuthInfo(Samples.Alice.Key, 3, Samples.Fee), Samples.ChainId, accountNumber);
        Assert.True(Signing.Verify(Samples.Alice.Key, document, SignatureDigest.Sha256, signature));
    }

    [Fact]
    public async Task SignAsync_LargerThanANodeTakes_IsRefusedUnsigned()
    {
        var key = new CountingSigner(Samples.Alice.Signer);
        var half = ChainMessage.FromBytes("/a.B", new byte[SignedTransaction.BytesMaximum / 2]);
        var content = new TransactionContent([half, half]);

        var error = await Assert.ThrowsAsync<P8eInputException>(() => new TransactionSigner(key, Samples.ChainId)
            .SignAsync(content, Samples.Fee, new SignerState(Samples.ChainId, 1, 1), TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
        Assert.Equal(0, key.Signatures);
    }
}
