using P8e.Durable;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.ExecuteContract;

/// <summary>Looks whether the index has a scope as it stood after a block. Reads only.</summary>
/// <param name="services">The affiliate.</param>
public sealed class ConfirmIndexActivity(ExecutionServices services) : IActivity<IndexQuestion, bool>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "ConfirmIndex.v1";

    /// <summary>True when the index has it at this height or a later one.</summary>
    /// <exception cref="P8eTransientException">The storage is out of reach.</exception>
    public async Task<bool> RunAsync(ActivityContext context, IndexQuestion input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var row = await services.Index.FindScopeRowAsync(services.Affiliate, MetadataAddress.ForScope(input.Scope), cancellationToken).ConfigureAwait(false);
        return row is not null && row.At.Height >= input.Height;
    }
}
