using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.Execution.Envelopes;
using P8e.Execution.Messages;
using P8e.Execution.Tests.Support;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.Metadata;
using P8e.Protocol.Wire.ScopeContracts;
using Party = P8e.Ports.Party;
using PartyType = P8e.Protocol.Wire.ScopeContracts.PartyType;

namespace P8e.Execution.Tests.Messages;

public sealed class EnvelopeMessagesTests
{
    [Fact]
    public void Of_RecordedPartiesAndInvokers_ChoosesTheRecordedValueOwner()
    {
        var cases = SdkVectors.Read("envelopes.json").GetProperty("cases").EnumerateArray()
            .Single(element => element.Text("id") == "E49").GetProperty("cases").EnumerateArray().ToArray();

        Assert.Equal(5, cases.Length);
        foreach (var recorded in cases)
        {
            var envelope = WithParties(recorded.Text("invoker"), recorded.Text("recitals"));
            if (recorded.GetProperty("valueOwner").ValueKind == JsonValueKind.String)
            {
                Assert.Equal(recorded.Text("valueOwner"), MsgWriteScopeRequest.Parser.ParseFrom(EnvelopeMessages.Of(envelope)[0].Value.Span).Scope.ValueOwnerAddress);
                continue;
            }

            var error = Assert.Throws<P8eInputException>(() => EnvelopeMessages.Of(envelope));
            Assert.Equal(ErrorCodes.EnvelopeValueOwnerMissing, error.Code);
            Assert.Contains("no suitable party found to be value owner", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_SpecificationHashOfAnotherLength_SaysWhatTheSdkSays() =>
        AssertInvalid("ByteArray must be size 16", contract => contract.Spec.DataLocation.Ref.Hash = Convert.ToBase64String(new byte[32]));

    [Fact]
    public void Of_PartyWithoutSigner_IsRefused() => AssertInvalid("a party has no signing key", contract => contract.Recitals[0].Signer = null);

    [Fact]
    public void Of_NoInvoker_IsRefused() => AssertInvalid("it has no invoker", contract => contract.Invoker = null);

    [Fact]
    public void Of_ExistingScopeWithoutTheScope_IsRefused()
    {
        var wire = Packaged().Clone();
        wire.NewScope = false;

        Assert.Equal(ErrorCodes.EnvelopeInvalid, Assert.Throws<P8eInputException>(() => EnvelopeMessages.Of(new ContractEnvelope(wire))).Code);
    }

    [Fact]
    public void Of_OtherMessageInThePlaceOfTheScope_SaysWhatTheSdkSays()
    {
        var wire = Packaged().Clone();
        wire.NewScope = false;
        wire.Scope = new Google.Protobuf.WellKnownTypes.Any { TypeUrl = "/provenance.metadata.v1.Scope" };

        var error = Assert.Throws<P8eInputException>(() => EnvelopeMessages.Of(new ContractEnvelope(wire)));

        Assert.Contains("Type of the Any message does not match the given class.", error.Message, StringComparison.Ordinal);
    }

    private static void AssertInvalid(string text, Action<Contract> change)
    {
        var wire = Packaged().Clone();
        change(wire.Contract);

        var error = Assert.Throws<P8eInputException>(() => EnvelopeMessages.Of(new ContractEnvelope(wire)));

        Assert.Equal(ErrorCodes.EnvelopeInvalid, error.Code);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    private static Envelope Packaged() => new Scene("OneRecord").Session().Build().Envelope.Wire;

    /// <summary>Parties like "OWNER dev1, CUSTODIAN dev2". An invoker that is none is a key that nobody else has.</summary>
    private static ContractEnvelope WithParties(string invoker, string recitals)
    {
        var wire = Packaged().Clone();
        wire.Contract.Recitals.Clear();
        wire.Contract.Recitals.Add(recitals.Split(", ").Where(party => party != "none").Select(party => party.Split(' ')).Select(party => new Recital
        {
            SignerRole = Enum.Parse<PartyType>(party[0], ignoreCase: true),
            Signer = Keys(SdkVectors.Key(party[1]).PublicKey),
        }));
        var name = invoker.Split(' ')[0];
        wire.Contract.Invoker = Keys(name.StartsWith("dev", StringComparison.Ordinal) ? SdkVectors.Key(name).PublicKey : Party.Named(name).Key);
        return new ContractEnvelope(wire);
    }

    private static Protocol.Wire.Scope.SigningAndEncryptionPublicKeys Keys(PublicKey key) => WireKeys.ToWire(key, key);
}
