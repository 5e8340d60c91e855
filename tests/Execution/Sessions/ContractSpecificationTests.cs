using Google.Protobuf;
using P8e.Execution.Sessions;
using P8e.Execution.Tests.Support;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Tests.Sessions;

public sealed class ContractSpecificationTests
{
    [Fact]
    public void Parse_EveryRecordedSpecification_HasTheRecordedHash()
    {
        var recorded = SdkVectors.Read("contract-specs.json").GetProperty("contracts").EnumerateArray().ToArray();

        Assert.NotEmpty(recorded);
        Assert.All(recorded, element =>
        {
            var read = ContractSpecification.Parse(element.GetProperty("spec").GetProperty("base64").GetBytesFromBase64());
            Assert.Equal(element.Text("loHashBase64"), read.Hash.ToString());
            Assert.Equal(element.Text("class"), read.ClassName);
        });
    }

    [Fact]
    public void Parse_RecordedSpecification_SaysWhatItIsFor()
    {
        var read = SdkVectors.Specification("ServiceLoan");

        Assert.Equal("org.p8evec.contract.ServiceLoan", read.ClassName);
        Assert.Equal([PartyRole.Originator, PartyRole.Servicer], read.Roles);
        Assert.Equal("khnBBWcdtcpIrf5tYJt8KVmythaLU+keYMhQSFmxLJc=", read.ContractPackage.ToString());
    }

    [Fact]
    public void Inputs_OneNameWithTwoClasses_HasTheFirstFunctionsClass() =>
        Assert.Equal(new KeyValuePair<string, string>("value", Scene.NoteClass), Assert.Single(SdkVectors.Specification("ClashingInputTypes").Inputs));

    [Fact]
    public void Parse_TwoFunctionsOfOneName_IsRefused() => AssertRefused(SdkVectors.SpecificationBytes("Overloads"));

    [Fact]
    public void Parse_BytesThatAreNoMessage_AreRefused() => AssertRefused([0xff, 0xff]);

    [Fact]
    public void Parse_Nothing_IsRefused() => AssertRefused([]);

    [Fact]
    public void Parse_TooLong_IsRefused() => AssertRefused(new byte[ExecutionLimits.SpecificationBytesMax + 1]);

    [Fact]
    public void Parse_PackageThatIsNoHash_IsRefused() => AssertRefused(Changed(spec => spec.Definition.ResourceLocation.Ref.Hash = "abc"));

    [Fact]
    public void Parse_RoleThatNobodyKnows_IsRefused() => AssertRefused(Changed(spec => spec.PartiesInvolved.Add((PartyType)9)));

    [Fact]
    public void Parse_TooManyParties_IsRefused() =>
        AssertRefused(Changed(spec => spec.PartiesInvolved.Add(Enumerable.Repeat(PartyType.Owner, ExecutionLimits.PartiesMax))));

    private static byte[] Changed(Action<ContractSpec> change)
    {
        var spec = ContractSpec.Parser.ParseFrom(SdkVectors.SpecificationBytes("OneRecord"));
        change(spec);
        return spec.ToByteArray();
    }

    private static void AssertRefused(byte[] bytes) =>
        Assert.Equal(ErrorCodes.ContractSpecificationInvalid, Assert.Throws<P8eInputException>(() => ContractSpecification.Parse(bytes)).Code);
}
