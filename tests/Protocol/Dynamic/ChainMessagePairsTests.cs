using P8e.Protocol.Errors;

namespace P8e.Protocol.Tests.Dynamic;

public sealed class ChainMessagePairsTests
{
    [Fact]
    public void Codec_RecordedChainMessages_AgreesWithTheJvmByteForByte()
    {
        var set = TestSets.OfAssembly(typeof(ErrorCodes).Assembly);
        Assert.Equal(363, RecordedPairs.CheckAll(set, "chain-messages.json"));
    }
}
