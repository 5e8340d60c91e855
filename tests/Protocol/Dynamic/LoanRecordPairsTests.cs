using P8e.Protocol.Dynamic;

namespace P8e.Protocol.Tests.Dynamic;

public sealed class LoanRecordPairsTests
{
    [Fact]
    public void Codec_RecordedLoanRecords_AgreesWithTheJvmByteForByte() => Assert.Equal(614, RecordedPairs.CheckAll(TestSets.Loan, "loan-records.json"));

    [Fact]
    public void Codec_RecordsOfOurContracts_AgreesWithTheJvmByteForByte()
    {
        using var vectors = VectorFile.Open("sdk-records.json");
        var set = DescriptorSet.Load(vectors.RootElement.GetProperty("descriptorSetBase64").GetBytesFromBase64());

        Assert.Equal(177, RecordedPairs.CheckAll(set, "sdk-records.json"));
    }
}
