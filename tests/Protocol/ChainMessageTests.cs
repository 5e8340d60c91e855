using Google.Protobuf;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.Cosmos.Bank;
using P8e.Protocol.Wire.Cosmos.Base;

namespace P8e.Protocol.Tests;

public sealed class ChainMessageTests
{
    private static readonly MsgSend Send = new() { FromAddress = "tp1a", ToAddress = "tp1b", Amount = { new Coin { Denom = "nhash", Amount = "1" } } };

    [Fact]
    public void From_Message_HasItsTypeUrlAndBytes()
    {
        var message = ChainMessage.From(Send);

        Assert.Equal("/cosmos.bank.v1beta1.MsgSend", message.TypeUrl);
        Assert.Equal(Send, MsgSend.Parser.ParseFrom(message.Value.Span));
        Assert.Equal(message, ChainMessage.FromBytes(message.TypeUrl, Send.ToByteArray()));
        Assert.Equal(message.GetHashCode(), ChainMessage.FromBytes(message.TypeUrl, Send.ToByteArray()).GetHashCode());
    }

    [Fact]
    public void ToAny_Message_HasOneLeadingSlash()
    {
        var any = ChainMessage.From(Send).ToAny();

        Assert.Equal("/cosmos.bank.v1beta1.MsgSend", any.TypeUrl);
        Assert.Equal(Send, any.Unpack<MsgSend>());
    }

    [Fact]
    public void FromBytes_BufferChangedLater_KeepsItsBytes()
    {
        byte[] buffer = [8, 1];
        var message = ChainMessage.FromBytes("/a.B", buffer);
        buffer[1] = 2;

        Assert.Equal<byte>([8, 1], message.Value.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("cosmos.bank.v1beta1.MsgSend")]
    [InlineData("type.googleapis.com/cosmos.bank.v1beta1.MsgSend")]
    [InlineData("//cosmos.bank.v1beta1.MsgSend")]
    [InlineData("/cosmos.bank.v1beta1.MsgSend\n")]
    [InlineData("/cosmos.b\u00e4nk")]
    public void FromBytes_WrongTypeUrl_IsRefused(string typeUrl) =>
        Assert.Equal(ErrorCodes.ChainMessageInvalid, Assert.Throws<P8eInputException>(() => ChainMessage.FromBytes(typeUrl, [])).Code);

    [Theory]
    [InlineData(255, ChainMessage.MaximumBytes, null)]
    [InlineData(256, 0, ErrorCodes.ChainMessageInvalid)]
    [InlineData(10, ChainMessage.MaximumBytes + 1, ErrorCodes.LimitExceeded)]
    public void FromBytes_SizesAroundTheLimits_AreChecked(int nameLength, int size, string? code)
    {
        var error = Record.Exception(() => ChainMessage.FromBytes("/" + new string('a', nameLength), new byte[size]));

        Assert.Equal(code, (error as P8eInputException)?.Code);
    }

    [Fact]
    public void From_TooLargeMessage_IsRefused()
    {
        var large = new MsgSend { FromAddress = new string('a', ChainMessage.MaximumBytes) };

        Assert.Equal(ErrorCodes.LimitExceeded, Assert.Throws<P8eInputException>(() => ChainMessage.From(large)).Code);
    }
}
