using FsCheck;
using FsCheck.Fluent;
using P8e.Execution.Envelopes;
using P8e.Execution.Messages;
using P8e.Execution.Tests.Support;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Tests.Envelopes;

public sealed class ContractEnvelopeTests
{
    private static readonly byte[] Recorded = SdkVectors.Read("envelopes.json").GetProperty("cases")[0]
        .GetProperty("execution").GetProperty("outcome").GetProperty("result").GetProperty("base64").GetBytesFromBase64();

    [Fact]
    public void Parse_RecordedEnvelope_GivesItsNamesResultsAndBytes()
    {
        var envelope = ContractEnvelope.Parse(Recorded);

        Assert.Equal(Guid.Parse("5c09e000-0000-4000-8000-000000000001"), envelope.ScopeUuid);
        Assert.Equal(Guid.Parse("5e550000-0000-4000-8000-000000000001"), envelope.SessionUuid);
        Assert.Equal(Guid.Parse("e8ec0000-0000-4000-8000-000000000001"), envelope.ExecutionUuid);
        Assert.Null(envelope.Failure);
        Assert.Equal(
            new FunctionResult("summary", FunctionOutcome.Pass, "summary", "CVhjymYq2eA7+ffUPqJlyAELnsBLKI0oCFKIvTYnUy4=", "org.p8evec.proto.LoanRecords$LoanSummary", string.Empty),
            envelope.Results[^1]);
        Assert.Equal(Recorded, envelope.ToBytes());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ff")]
    [InlineData("0a00")]
    [InlineData("1200")]
    public void Parse_BytesThatAreNoEnvelope_AreRefused(string hex) => AssertInvalid(Convert.FromHexString(hex));

    [Fact]
    public void Parse_LongerThanTheLimit_IsRefused() => AssertInvalid(new byte[ExecutionLimits.EnvelopeBytesMax + 1]);

    [Fact]
    public void Parse_MoreFunctionsThanTheLimit_IsRefused()
    {
        var wire = ContractEnvelope.Parse(Recorded).Wire.Clone();
        wire.Contract.Considerations.Add(Enumerable.Repeat(new ConsiderationProto(), ExecutionLimits.FunctionsMax));

        Assert.Equal(ErrorCodes.EnvelopeInvalid, Assert.Throws<P8eInputException>(() => new ContractEnvelope(wire)).Code);
    }

    [Fact]
    public void Of_AnyBytesChanged_GivesMessagesOrARefusalOfOurs()
    {
        var changes = Gen.Choose(0, Recorded.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (at, (byte)value))).ArrayOf(4);
        Prop.ForAll(changes.ToArbitrary(), edits =>
        {
            var bytes = (byte[])Recorded.Clone();
            foreach (var (at, value) in edits)
            {
                bytes[at] = value;
            }

            try
            {
                return EnvelopeMessages.Of(ContractEnvelope.Parse(bytes)).Count > 0;
            }
            catch (P8eInputException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static void AssertInvalid(byte[] bytes) =>
        Assert.Equal(ErrorCodes.EnvelopeInvalid, Assert.Throws<P8eInputException>(() => ContractEnvelope.Parse(bytes)).Code);
}
