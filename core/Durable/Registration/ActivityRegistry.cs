namespace P8e.Durable;

/// <summary>The activities of a program by name, ignoring case. Filled at start, read by many threads afterwards.</summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<string, Func<ActivityContext, string?, CancellationToken, Task<string?>>> _runs = new(StringComparer.OrdinalIgnoreCase);
    private readonly PayloadSerializer _payloads;

    /// <summary>An empty registry.</summary>
    /// <param name="payloads">How inputs and results are written; null takes the defaults.</param>
    /// <param name="describeFailure">How exceptions are recorded; null takes their type names.</param>
    public ActivityRegistry(PayloadSerializer? payloads = null, DescribeFailure? describeFailure = null)
    {
        _payloads = payloads ?? new PayloadSerializer();
        DescribeFailure = describeFailure;
    }

    /// <summary>The names of all activities, as they were added.</summary>
    public IReadOnlyCollection<string> Names => _runs.Keys;

    internal DescribeFailure? DescribeFailure { get; }

    /// <summary>Adds an activity; the one object serves all calls.</summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public ActivityRegistry Add<TInput, TOutput>(string name, IActivity<TInput, TOutput> activity)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(activity);
        _runs.Add(name, async (context, input, cancellationToken) =>
            _payloads.Write(await activity.RunAsync(context, _payloads.Read<TInput>(input), cancellationToken).ConfigureAwait(false)));
        return this;
    }

    internal Func<ActivityContext, string?, CancellationToken, Task<string?>>? Find(string name) => _runs.GetValueOrDefault(name);
}
