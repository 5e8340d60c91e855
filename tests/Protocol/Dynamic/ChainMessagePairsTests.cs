using P8e.Protocol.Errors;

namespace P8e.Protocol.Tests.Dynamic;

public sealed class ChainMessagePairsTests
{
    [Fact]
    public void Codec_RecordedChainMessages_AgreesWithTheJvmByteForByte()
    {
        var set = TestSets.OfAssembly(typeof(ErrorCodes).Assembly);
        Assert.SkipUnless(set.TryFindMessage("provenance.metadata.v1.MsgWriteScopeRequest", out _), "P8e.Protocol has no generated chain messages yet.");

        Assert.Equal(363, RecordedPairs.CheckAll(set, "chain-messages.json"));
    }
}
