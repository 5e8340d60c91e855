using P8e.Conformance.Sdk;
using P8e.Execution.Engine;
using P8e.Execution.Envelopes;
using P8e.Execution.Ports;
using P8e.Execution.Sessions;
using P8e.Execution.Tests.Support;
using P8e.ObjectStore;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Tests.Ports;

/// <summary>The engine's objects over a real sealed store, whose storage is in memory.</summary>
public sealed class AffiliateObjectsTests
{
    private readonly SealedObjects store;
    private readonly Party owner = Party.Named("owner");
    private readonly Party reader = Party.Named("reader");
    private readonly Party stranger = Party.Named("stranger");

    public AffiliateObjectsTests()
    {
        var clock = new ManualTimeProvider();
        var options = new ObjectStoreOptions();
        var random = new SeededRandomSource(7);
        store = new SealedObjects(
            new LocalObjectStore(AffiliateName.Parse("owner"), new InMemoryObjectBlobs(clock), new InMemoryObjectIndex(), options, random, clock), options, random, clock);
    }

    [Fact]
    public async Task Get_WhatWasPut_IsForOwnerAndAudienceAlone()
    {
        var hash = await Of(owner).PutAsync(Scene.Note, [reader.Key], Scene.Cancel);

        Assert.Equal(Scene.Note, await Of(owner).GetAsync(hash, Scene.Note.Length, Scene.Cancel));
        Assert.Equal(Scene.Note, await Of(reader).GetAsync(hash, Scene.Note.Length, Scene.Cancel));
        var error = await Assert.ThrowsAsync<P8eStateException>(() => Of(stranger).GetAsync(hash, Scene.Note.Length, Scene.Cancel));
        Assert.Equal(ErrorCodes.ObjectNotFound, error.Code);
    }

    [Fact]
    public async Task Get_LongerThanExpected_IsRefused()
    {
        var hash = await Of(owner).PutAsync(Scene.Note, [], Scene.Cancel);

        var error = await Assert.ThrowsAsync<P8eInputException>(() => Of(owner).GetAsync(hash, Scene.Note.Length - 1, Scene.Cancel));

        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
    }

    [Fact]
    public async Task Execute_OverASealedStore_LeavesOutputsThatTheAudienceReads()
    {
        var bytes = SdkVectors.SpecificationBytes("RecordLoan");
        var specification = ContractSpecification.Parse(bytes);
        _ = await store.PutAsync(bytes, new SealRequest { Owner = owner.Key, Signer = owner.Signer, Hash = ContentHashKind.Sha256Short }, Scene.Cancel);
        var ids = new SessionIds(new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]), new Guid(3, 0, 0, new byte[8]), new Guid(4, 0, 0, new byte[8]));
        var session = new SessionBuilder(specification, ids, new Participant(PartyRole.Originator, owner.Key, owner.Key), mainNet: false);
        session.AddProposedRecord("documents", "org.p8evec.proto.LoanRecords$DocumentList", new byte[] { 0x0a, 0x00 });
        session.AddDataAccess(reader.Key);
        var packaged = session.Build();
        await packaged.StoreAsync(Of(owner), Scene.Cancel);

        var executed = await new ContractEngine(Of(owner), new PlayedContracts(), owner.Signer)
            .ExecuteAsync(ContractEnvelope.Parse(packaged.Envelope.ToBytes()), null, [], Scene.Cancel);

        var output = Assert.Single(executed.Results, result => result.Outcome == FunctionOutcome.Pass);
        Assert.Equal([0x0a, 0x00], await Of(reader).GetAsync(ObjectHash.Parse(output.Hash), 100, Scene.Cancel));
    }

    private AffiliateObjects Of(Party party) => new(store, party.Agreement, party.Signer);
}
