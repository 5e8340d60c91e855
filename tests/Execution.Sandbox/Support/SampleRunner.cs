using Google.Protobuf;
using P8e.Conformance.Sdk;
using P8e.Execution.Ports;
using P8e.Execution.Specs;
using P8e.Protocol.Dynamic;
using P8e.SampleRecords;

namespace P8e.Execution.Sandbox.Tests.Support;

/// <summary>A runner of the sample package over a pool of real processes.</summary>
internal sealed class SampleRunner : IDisposable
{
    internal const string NoteClass = "org.p8evec.proto.LoanRecords$Note";

    private static readonly SandboxKey Key = SampleFiles.KeyOf("lender");
    private static readonly DescriptorSet Descriptors = DescriptorSet.FromFiles([LoanReflection.Descriptor]);

    private readonly SamplePool _pool;

    internal SampleRunner(int callMilliseconds = 60_000, MemoryObjects? objects = null)
    {
        _pool = new SamplePool(callMilliseconds);
        Objects = objects ?? new MemoryObjects();
        Objects.Place(Key.Contracts, SampleFiles.Contracts);
        Objects.Place(Key.Records, SampleFiles.Records);
        Runner = new SandboxRunner(_pool.Pool, Key.Affiliate, Objects, (_, _) =>
        {
            DescriptorReads++;
            return Task.FromResult(Descriptors);
        });
    }

    internal MemoryObjects Objects { get; }

    internal SandboxRunner Runner { get; }

    internal int DescriptorReads { get; private set; }

    /// <summary>Processes that were started: each reads the contract package once.</summary>
    internal int Starts => Objects.Gets.Count(hash => hash.Equals(Key.Contracts));

    internal SandboxPool Pool => _pool.Pool;

    internal static ContractValue Note(string text) => new("note", NoteClass, new Note { Text = text }.ToByteArray());

    internal static ContractRun Run(string contract, ContractCall[] calls, params ContractValue[] records) => new()
    {
        ContractPackage = Key.Contracts,
        RecordPackage = Key.Records,
        ClassName = contract,
        Records = records,
        Calls = calls,
        Now = DateTimeOffset.UnixEpoch,
    };

    /// <summary>Runs one function with a note.</summary>
    internal async Task<ContractCallResult> RunAsync(string contract, string function = "note", string text = "a note") =>
        Assert.Single(await Runner.RunAsync(Run(contract, [new ContractCall(function, [Note(text)])]), TestContext.Current.CancellationToken));

    /// <summary>The specifications of the sample package by class, as publishing derives them.</summary>
    internal async Task<byte[]> SpecificationAsync(string contract)
    {
        var package = await Pool.DescribeAsync(Key, SampleFiles.ReadAsync, TestContext.Current.CancellationToken);
        var described = package.Contracts.Single(candidate => candidate.ClassName == contract);
        return new ContractSpecBuilder(Key.Contracts, Key.Records, Descriptors).Build(described).ToByteArray();
    }

    public void Dispose() => _pool.Dispose();
}
