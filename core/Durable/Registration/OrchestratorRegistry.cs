namespace P8e.Durable;

/// <summary>The orchestrators of a program by name, ignoring case. Filled at start, read by many threads afterwards.</summary>
public sealed class OrchestratorRegistry
{
    private readonly Dictionary<string, Func<OrchestrationContext, string?, Task<string?>>> _runs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An empty registry.</summary>
    /// <param name="payloads">How inputs, outputs and results are written; null takes the defaults.</param>
    /// <param name="describeFailure">How exceptions are recorded; null takes their type names.</param>
    public OrchestratorRegistry(PayloadSerializer? payloads = null, DescribeFailure? describeFailure = null)
    {
        Payloads = payloads ?? new PayloadSerializer();
        DescribeFailure = describeFailure;
    }

    internal PayloadSerializer Payloads { get; }

    /// <summary>The names of all orchestrators, as they were added.</summary>
    public IReadOnlyCollection<string> Names => _runs.Keys;

    internal DescribeFailure? DescribeFailure { get; }

    /// <summary>Adds an orchestrator.</summary>
    /// <param name="name">Its name in histories, versioned (<c>ExecuteContract.v1</c>): what is recorded under a name is replayed by it for ever.</param>
    /// <param name="create">Makes a fresh one for each run, so that nothing survives in fields.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public OrchestratorRegistry Add<TInput, TOutput>(string name, Func<IOrchestrator<TInput, TOutput>> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        // The engine owns the scheduler: continuing on the captured context is what makes replay deterministic.
        _runs.Add(name, async (context, input) =>
            Payloads.Write(await create().RunAsync(context, Payloads.Read<TInput>(input)).ConfigureAwait(true)));
        return this;
    }

    internal Func<OrchestrationContext, string?, Task<string?>>? Find(string name) => _runs.GetValueOrDefault(name);
}
