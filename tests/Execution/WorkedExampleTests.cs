using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using P8e.Conformance.Sdk;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Execution.Engine;
using P8e.Execution.Envelopes;
using P8e.Execution.Messages;
using P8e.Execution.Sessions;
using P8e.Execution.Tests.Support;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Tests;

/// <summary>The worked example of p8e-sdk 15.4 to 15.6, byte for byte: packaged, executed, signed, turned into messages.</summary>
public sealed class WorkedExampleTests
{
    private readonly JsonElement example = SdkVectors.Read("worked-example.json");
    private readonly PrivateKey key;
    private readonly MemoryObjects objects = new();

    public WorkedExampleTests() => key = SdkVectors.Key(example.Text("key"));

    [Fact]
    public async Task Build_Example_IsTheEnvelopeOfTheSpecification()
    {
        var packaged = await PackageAsync();

        Assert.Equal(example.Hex("contractBeforeHex"), packaged.Wire.Contract.ToByteArray());
        Assert.Equal(example.Text("refHash"), packaged.Wire.Ref.Hash);
        Assert.Equal(example.GetProperty("inputEnvelopeLength").GetInt32(), packaged.ToBytes().Length);
        Assert.Equal(example.Text("inputEnvelopeSha256"), Sha256(packaged.ToBytes()));
        Assert.Equal(example.Text("inputHash"), Assert.Single(objects.Puts).Hash.ToString());
    }

    [Fact]
    public async Task Execute_Example_IsTheContractOfTheSpecification()
    {
        var contract = (await ExecuteAsync()).Wire.Contract;

        Assert.Equal(example.GetProperty("contractAfterLength").GetInt32(), contract.CalculateSize());
        Assert.Equal(example.Text("contractAfterSha256"), Sha256(contract.ToByteArray()));
        Assert.Equal(example.Text("contractAfterSha512"), Convert.ToHexStringLower(SHA512.HashData(contract.ToByteArray())));
        Assert.Equal(example.Hex("considerationAfterHex"), new Contract { Considerations = { contract.Considerations } }.ToByteArray());
        Assert.Equal(example.Text("outputHash"), objects.Puts.Last().Hash.ToString());
        Assert.Equal(example.Hex("outputHex"), await objects.GetAsync(ObjectHash.Parse(example.Text("outputHash")), 100, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Execute_Example_IsSignedOverTheContract()
    {
        var executed = await ExecuteAsync();
        var contract = executed.Wire.Contract.ToByteArray();

        var signature = Assert.Single(executed.Wire.Signatures);
        Assert.Equal(("SHA512withECDSA", "BC"), (signature.Algo, signature.Provider));
        Assert.Null(signature.Signer.EncryptionPublicKey);
        Assert.True(Verifies(contract, signature.Signature_, SignatureDigest.Sha512));
        Assert.All(example.GetProperty("signatures").EnumerateArray(), recorded =>
            Assert.True(Verifies(contract, recorded.Text("der"), Enum.Parse<SignatureDigest>(recorded.Text("digest")))));
    }

    [Fact]
    public async Task Execute_ExampleWithTheSpecificationsSignature_IsTheSpecificationsEnvelope()
    {
        var envelope = (await ExecuteAsync()).Wire;
        envelope.Signatures[0].Algo = example.Text("signedEnvelopeAlgorithm");
        envelope.Signatures[0].Signature_ = example.GetProperty("signatures")[0].Text("der");

        Assert.Equal(example.GetProperty("signedEnvelopeLength").GetInt32(), envelope.CalculateSize());
        Assert.Equal(example.Text("signedEnvelopeSha256"), Sha256(envelope.ToByteArray()));
    }

    [Fact]
    public async Task Messages_Example_AreThoseOfTheSpecification()
    {
        var messages = EnvelopeMessages.Of(await ExecuteAsync());

        Assert.Equal(
            example.GetProperty("messages").EnumerateArray().Select(message => (message.Text("typeUrl"), message.Text("hex"))),
            messages.Select(message => (message.TypeUrl, Convert.ToHexStringLower(message.Value.Span))));
    }

    private async Task<ContractEnvelope> PackageAsync()
    {
        var specification = ContractSpecification.Parse(example.Hex("specificationHex"));
        Assert.Equal(example.Text("specificationHash"), specification.Hash.ToString());
        objects.Place(specification.Hash, example.Hex("specificationHex"));
        var ids = new SessionIds(
            Uuid.Parse(example.Text("scopeUuid")), Uuid.Parse(example.Text("scopeSpecUuid")), Uuid.Parse(example.Text("sessionUuid")), Uuid.Parse(example.Text("executionUuid")));
        var role = Enum.Parse<PartyRole>(example.Text("role"), ignoreCase: true);
        var session = new SessionBuilder(specification, ids, new Participant(role, key.PublicKey, key.PublicKey), mainNet: false);
        session.AddProposedRecord(example.Text("inputName"), example.Text("inputClass"), example.Hex("inputHex"));
        var packaged = session.Build();
        await packaged.StoreAsync(objects, TestContext.Current.CancellationToken);
        return packaged.Envelope;
    }

    private async Task<ContractEnvelope> ExecuteAsync() =>
        await new ContractEngine(objects, new PlayedContracts(), new LocalSigner(key)).ExecuteAsync(await PackageAsync(), null, [], TestContext.Current.CancellationToken);

    private bool Verifies(byte[] contract, string der, SignatureDigest digest) =>
        EcdsaSignature.TryFromDer(Convert.FromBase64String(der), out var signature) && Signing.Verify(key.PublicKey, contract, digest, signature);

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
