using P8e.Conformance.Sdk;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Execution.Engine;
using P8e.Execution.Envelopes;
using P8e.Execution.Ports;
using P8e.Execution.Sessions;

namespace P8e.Execution.Tests.Support;

/// <summary>One party (dev1, originator) with a contract as recorded, objects in memory and whatever contract code a test wants.</summary>
internal sealed class Scene
{
    internal const string NoteClass = "org.p8evec.proto.LoanRecords$Note";

    private static readonly SessionIds Ids = new(
        Guid.Parse("5c09e000-0000-4000-8000-00000000aaaa"), Guid.Parse("a0000000-0000-4000-8000-000000000001"),
        Guid.Parse("5e550000-0000-4000-8000-00000000aaaa"), Guid.Parse("e8ec0000-0000-4000-8000-00000000aaaa"));

    private readonly PrivateKey key = SdkVectors.Key("dev1");

    internal Scene(string contract, Func<ContractCall, ContractCallResult>? answer = null)
    {
        Specification = SdkVectors.Specification(contract);
        Objects.Place(Specification.Hash, SdkVectors.SpecificationBytes(contract));
        Runner = new ScriptedRunner(answer ?? ScriptedRunner.Echo);
        Signer = new LocalSigner(key);
        Own = new Participant(PartyRole.Originator, key.PublicKey, key.PublicKey);
    }

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal ContractSpecification Specification { get; }

    internal MemoryObjects Objects { get; } = new();

    internal ScriptedRunner Runner { get; }

    internal ISigner Signer { get; set; }

    internal Participant Own { get; }

    /// <summary>A note whose text is one letter x, as in the recorded failures.</summary>
    internal static byte[] Note { get; } = [0x0a, 0x01, (byte)'x'];

    internal SessionBuilder Session() => new(Specification, Ids, Own, mainNet: false);

    /// <summary>Packages a session that proposes a note, and stores it.</summary>
    internal async Task<ContractEnvelope> PackageAsync(string input = "note")
    {
        var session = Session();
        session.AddProposedRecord(input, NoteClass, Note);
        var packaged = session.Build();
        await packaged.StoreAsync(Objects, Cancel);
        return packaged.Envelope;
    }

    internal Task<ContractEnvelope> ExecuteAsync(ContractEnvelope envelope, DateTimeOffset? now = null, params PublicKey[] furtherReaders) =>
        new ContractEngine(Objects, Runner, Signer).ExecuteAsync(envelope, now, furtherReaders, Cancel);
}
