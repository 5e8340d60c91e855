using P8e.Devchain.Blocks;

namespace P8e.Devchain.Tests.Transactions;

/// <summary>What the node says to bytes that are no proper transaction (provenance-chain 2.14, 3.2).</summary>
public sealed class TxDecoderTests
{
    private readonly DevChain chain = RecordedChain.Start();

    [Theory]
    [InlineData("02", "invalid length; proto: invalid field number")]
    [InlineData("0c", "expected 2 wire type, got 4")]
    [InlineData("0a05", "invalid length; unexpected EOF")]
    [InlineData("0a8000", "length prefix varint for tagNum 1 is not as short as possible, read 2, only need 1")]
    [InlineData("12000a00", "txRaw must follow ADR-027, got tagNum 1 after tagNum 2")]
    [InlineData("4a00", "errUnknownField \"*tx.TxRaw\": {TagNum: 9, WireType:\"bytes\"}")]
    [InlineData("0a020801", "Mismatched \"*tx.TxBody\": {TagNum: 1, GotWireType: \"varint\" != WantWireType: \"bytes\"}")]
    [InlineData("0a01ff", "invalid length")]
    public void CheckTx_BrokenBytes_EndsWithCodeTwo(string hex, string text)
    {
        var outcome = chain.CheckTx(Convert.FromHexString(hex));

        Assert.Equal((2u, "sdk", $"{text}: tx parse error: tx parse error"), (outcome.Code, outcome.Codespace, outcome.Log));
    }

    [Fact]
    public void CheckTx_EveryPrefixOfATransaction_IsRefusedNotThrown()
    {
        var whole = RecordedChain.Sends[0];
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(chain.CheckTx(whole[..length]).Succeeded);
        }
    }

    [Fact]
    public void CheckTx_AnyByteChanged_IsRefused()
    {
        for (var i = 0; i < RecordedChain.Sends[0].Length; i++)
        {
            var bytes = RecordedChain.Sends[0].ToArray();
            bytes[i] ^= 0x11;

            Assert.False(chain.CheckTx(bytes).Succeeded, $"byte {i}");
        }
    }
}
