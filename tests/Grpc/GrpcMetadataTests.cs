using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests;

public sealed class GrpcMetadataTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("with space")]
    [InlineData(":path")]
    [InlineData("grpc-status")]
    [InlineData("content-type")]
    [InlineData("te")]
    [InlineData("bytes-bin")]
    [InlineData("ümlaut")]
    public void Add_OfATextUnderAnImpossibleName_IsRefused(string name) => Assert.ThrowsAny<ArgumentException>(() => new GrpcMetadata().Add(name, "x"));

    [Theory]
    [InlineData("a\r\nb: c")]
    [InlineData("tab\t")]
    [InlineData("ümlaut")]
    [InlineData(" lead")]
    [InlineData("trail ")]
    [InlineData("\0")]
    public void Add_OfATextThatCannotTravel_IsRefusedAndNotQuoted(string value)
    {
        var error = Assert.Throws<ArgumentException>(() => new GrpcMetadata().Add("name", value));
        Assert.DoesNotContain(value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OfBytesUnderANameOfTexts_IsRefused() => Assert.Throws<ArgumentException>(() => new GrpcMetadata().Add("name", [1]));

    [Theory]
    [InlineData("AQID", "010203")]
    [InlineData("AQ==", "01")]
    [InlineData("AQ", "01")]
    [InlineData("AQ, Ag==,Aw", "01 02 03")]
    [InlineData("", "")]
    public void FindBinary_OfWhatPeersSend_Decodes(string sent, string expected)
    {
        var metadata = new GrpcMetadata();
        metadata.AddReceived("Key-BIN", sent);
        Assert.Equal(expected, string.Join(' ', metadata.FindBinary("key-bin").Select(Convert.ToHexString)));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("A*ID")]
    public void FindBinary_OfWhatIsNoBase64_IsRefused(string sent)
    {
        var metadata = new GrpcMetadata();
        metadata.AddReceived("key-bin", sent);
        Assert.Equal(ErrorCodes.GrpcMalformed, Assert.Throws<P8eInputException>(() => metadata.FindBinary("key-bin")).Code);
    }

    [Fact]
    public void AddReceived_OfTheTransportsHeaders_LeavesThemOut()
    {
        var metadata = new GrpcMetadata();
        foreach (var name in new[] { "grpc-timeout", "Content-Type", "te", ":path", "x-own" })
        {
            metadata.AddReceived(name, "v");
        }

        Assert.Equal(["x-own"], metadata.Select(entry => entry.Key));
    }
}
