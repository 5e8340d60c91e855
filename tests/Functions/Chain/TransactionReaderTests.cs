using System.Text;
using P8e.Functions.Chain;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Chain;

public sealed class TransactionReaderTests
{
    /// <summary>JSON that the parser takes and of which no text can be made: the caller's fault, not the program's.</summary>
    [Theory]
    [InlineData("""{"\ud800":[]}""")]
    [InlineData("""{"transactions":[{"messages":[{"@type":"\ud800"}]}]}""")]
    [InlineData("""{"transactions":[{"messages":[{"@type":"/provenance.metadata.v1.MsgWriteScopeRequest","\ud800":1}]}]}""")]
    [InlineData("""{"transactions":[{"messages":[{"@type":"/provenance.metadata.v1.MsgWriteScopeRequest","specUuid":"\ud800"}]}]}""")]
    [InlineData("""{"transactions":[{"messages":[{"@type":"/provenance.metadata.v1.MsgWriteScopeRequest"}],"memo":"\udc00"}]}""")]
    public void Read_HalfACharacter_IsRefused(string body)
    {
        var error = Assert.Throws<P8eInputException>(() => new TransactionReader([]).Read(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(ErrorCodes.JsonInvalid, error.Code);
    }
}
