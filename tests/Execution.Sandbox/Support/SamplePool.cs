using Google.Protobuf;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox.Tests.Support;

/// <summary>A pool of real processes over the sample package, and short ways to call it.</summary>
internal sealed class SamplePool : IDisposable
{
    private readonly SandboxPool _pool;

    public SamplePool(int callMilliseconds = 60_000, int maxProcesses = 2, int callsPerProcess = 10_000, TimeProvider? time = null) => _pool = new SandboxPool(
        new SandboxOptions
        {
            ExecutablePath = SampleFiles.Executable,
            CallTimeLimit = TimeSpan.FromMilliseconds(callMilliseconds),
            StartTimeLimit = TimeSpan.FromMinutes(2),
            HeapMebibytes = 64,
            MaxProcesses = maxProcesses,
            CallsPerProcess = callsPerProcess,
        },
        time ?? TimeProvider.System);

    public SandboxPool Pool => _pool;

    /// <summary>Packages that were asked for: one for each process.</summary>
    public int Starts { get; private set; }

    public static NamedValue Value(string name, IMessage message) => new(name, message.Descriptor.FullName, message.ToByteArray());

    public static FunctionCall Function(string name, params NamedValue[] inputs) => new(name, inputs);

    public Task<IReadOnlyList<FunctionOutcome>> RunAsync(string contract, params FunctionCall[] functions) =>
        RunWithAsync(contract, [], functions);

    public Task<IReadOnlyList<FunctionOutcome>> RunWithAsync(string contract, NamedValue[] records, params FunctionCall[] functions) =>
        RunForAsync("lender", new RunRequest(contract, DateTimeOffset.UnixEpoch, records, functions), TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<FunctionOutcome>> RunForAsync(string affiliate, RunRequest request, CancellationToken cancellationToken) =>
        _pool.RunAsync(SampleFiles.KeyOf(affiliate), ReadAsync, request, cancellationToken);

    public void Dispose() => _pool.Dispose();

    private Task<LoadRequest> ReadAsync(CancellationToken cancellationToken)
    {
        Starts++;
        return SampleFiles.ReadAsync(cancellationToken);
    }
}
