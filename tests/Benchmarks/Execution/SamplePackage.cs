using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Execution.Sandbox;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Identifiers;
using P8e.SampleRecords;

namespace P8e.Benchmarks.Execution;

/// <summary>The package that is run: contract OneRecord, which has one function with one input.</summary>
internal static class SamplePackage
{
    internal const string ContractClass = "org.p8evec.contract.OneRecord";
    internal const string InputClass = "org.p8evec.proto.LoanRecords$Note";
    internal const string Input = "note";

    internal static byte[] Contracts { get; } = Read("P8e.SampleContracts.dll");

    internal static byte[] Records { get; } = Read("P8e.SampleRecords.dll");

    internal static AffiliateName Affiliate { get; } = AffiliateName.Parse("bench");

    internal static SandboxKey Key { get; } = new(Affiliate, HashOf(Contracts), HashOf(Records));

    internal static RunRequest Request { get; } = new(
        ContractClass, DateTimeOffset.UnixEpoch, [], [new FunctionCall("note", [new NamedValue(Input, Note.Descriptor.FullName, NoteOf("a note"))])]);

    internal static byte[] NoteOf(string text) => new Note { Text = text }.ToByteArray();

    internal static SandboxPool OpenPool() => new(
        new SandboxOptions { ExecutablePath = Path.Combine(AppContext.BaseDirectory, "P8e.Execution.Sandbox"), CallsPerProcess = 1_000_000, ProcessorSeconds = 3600 },
        TimeProvider.System);

    internal static Task<LoadRequest> ReadAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<LoadRequest>(cancellationToken) : Task.FromResult(new LoadRequest(Contracts, Records));

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file));

    private static ObjectHash HashOf(byte[] file) => ObjectHash.FromBytes(SHA256.HashData(file));
}
