using Microsoft.Extensions.Logging;
using P8e.Access;
using P8e.Access.Affiliates;
using P8e.Access.Ports;
using P8e.Cryptography.Keys;
using P8e.Execution.Sandbox;
using P8e.Functions.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Affiliates;

/// <summary>
/// The affiliates of this deployment: its own, which the settings name, and those that were added to it. An affiliate is opened when it is first asked for and stays open; what was added or removed
/// elsewhere is noticed within <see cref="RefreshPeriod"/>.
/// </summary>
internal sealed class HostedAffiliates : IDisposable
{
    /// <summary>How long the list of affiliates may be old: one storage call each time.</summary>
    internal static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(30);

    private readonly CompositionContext _context;
    private readonly Lazy<IAffiliateRegistry> _registry;
    private readonly KeyOpener _keys;
    private readonly Action _queued;
    private readonly Lazy<SandboxPool> _sandboxes;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly Dictionary<AffiliateName, AffiliateParts> _open = [];
    private readonly OncePerTrouble _troubles;
    private volatile IReadOnlyList<AffiliateEntry> _entries = [];
    private volatile Known? _known;
    private long _changes;

    internal HostedAffiliates(CompositionContext context, Func<IAffiliateRegistry> registry, KeyOpener keys, Action queued)
    {
        _context = context;
        _registry = new Lazy<IAffiliateRegistry>(registry);
        _keys = keys;
        _queued = queued;
        _sandboxes = new Lazy<SandboxPool>(() => new SandboxPool(context.Options.Contracts.ToOptions(), context.Clock));
        _troubles = new OncePerTrouble(context.Logs.CreateLogger<HostedAffiliates>());
        HomeName = AffiliateName.Parse(context.Options.Affiliate.Name);
    }

    /// <summary>Name of the deployment's own affiliate.</summary>
    internal AffiliateName HomeName { get; }

    /// <summary>The deployment's own affiliate; opened by the set-up.</summary>
    internal AffiliateParts Home
    {
        get
        {
            lock (_lock)
            {
                return _open.GetValueOrDefault(HomeName) ?? throw new InvalidOperationException("The deployment's own affiliate is not open yet: the set-up has to come first.");
            }
        }
    }

    /// <summary>Whether the deployment's own affiliate has keys: a front for peers has none.</summary>
    internal bool HasHomeKeys => _context.Options.Affiliate.HasKeys;

    /// <summary>The list of those that were added.</summary>
    internal IAffiliateRegistry Registry => _registry.Value;

    /// <summary>Opens the deployment's own affiliate: a step of the set-up. Asks the vault for the public keys, when they are there.</summary>
    internal async Task OpenHomeAsync(CancellationToken cancellationToken)
    {
        var keys = await _keys.OpenHomeAsync(cancellationToken);
        lock (_lock)
        {
            _open[HomeName] = Make(HomeName, keys);
        }
    }

    /// <summary>One affiliate.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AffiliateNotFound"/>.</exception>
    internal async ValueTask<AffiliateParts> FindAsync(AffiliateName name, CancellationToken cancellationToken)
    {
        if (name == HomeName)
        {
            return Home;
        }

        await RefreshAsync(cancellationToken);
        return _entries.FirstOrDefault(entry => entry.Name == name && entry.Removed is null) is { } found ? Open(found) : throw Missing();
    }

    /// <summary>The affiliate that a workflow works for. One whose id names nobody is from before ids did, when there was the deployment's own only.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AffiliateNotFound"/>: it was removed.</exception>
    internal ValueTask<AffiliateParts> OwnerOfAsync(string instanceId, CancellationToken cancellationToken) =>
        FindAsync(WorkflowId.FindOwner(instanceId) ?? (WorkflowId.IsFromBefore(instanceId) ? HomeName : throw Missing()), cancellationToken);

    /// <summary>Clears what crashes left in every affiliate's store.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        await EachAffiliate.RunAsync(await ListAsync(cancellationToken), affiliate => affiliate.Store.SweepAsync(cancellationToken));
    }

    /// <summary>All of them, the deployment's own first.</summary>
    internal async ValueTask<IReadOnlyList<AffiliateParts>> ListAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        List<AffiliateParts> open = [Home];
        foreach (var entry in _entries.Where(entry => entry.Removed is null && entry.Name != HomeName))
        {
            try
            {
                open.Add(Open(entry));
            }
            catch (P8eException error)
            {
                // One affiliate's keys are not the others' trouble; whoever asks for it by name hears why.
                _troubles.Report(entry.Name.ToString(), error);
            }
        }

        return open;
    }

    /// <summary>Whose blocks are indexed, with the keys that their accounts are made of: removed ones too, so that nothing is missing when they come back. Opens nothing.</summary>
    internal async ValueTask<IReadOnlyList<(AffiliateName Name, PublicKey Signing)>> ListIndexedAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return [(HomeName, Home.Signer.PublicKey), .. _entries.Where(entry => entry.Name != HomeName).Select(entry => (entry.Name, KeyText.ReadPublic(entry.SigningPublicKey)))];
    }

    /// <summary>Forgets what is known of the list, after it was changed here.</summary>
    internal void Forget() => Interlocked.Increment(ref _changes);

    /// <summary>What a caller hears of an affiliate that is not here, and of one that is none of its business.</summary>
    internal static P8eStateException Missing() => new(
        StateErrorKind.NotFound, ErrorCodes.AffiliateNotFound, "Taking a request: this deployment has no such affiliate for this caller. Look at the name, and at what the caller's key is for.");

    public void Dispose()
    {
        foreach (var parts in _open.Values)
        {
            parts.Dispose();
        }

        if (_sandboxes.IsValueCreated)
        {
            _sandboxes.Value.Dispose();
        }

        _refreshing.Dispose();
    }

    private AffiliateParts Open(AffiliateEntry entry)
    {
        lock (_lock)
        {
            return _open.TryGetValue(entry.Name, out var open) ? open : _open[entry.Name] = Make(entry.Name, _keys.Open(entry));
        }
    }

    private AffiliateParts Make(AffiliateName name, AffiliateKeys keys)
    {
        var options = _context.Options;
        var storage = _context.Storage.Value;
        return new AffiliateParts(keys, new StoreParts(name, options.Store, storage, _context.Clock, _queued), _sandboxes.Value, options.Contracts, storage, _context.Clock);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (IsFresh())
        {
            return;
        }

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh())
            {
                // What is changed while it is read is read again.
                var changes = Interlocked.Read(ref _changes);
                _entries = await Registry.ListAsync(cancellationToken);
                _known = new Known(_context.Clock.GetUtcNow(), changes);
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private bool IsFresh() => _known is { } known && known.Changes == Interlocked.Read(ref _changes)
        && _context.Clock.GetUtcNow() - known.At is var age && age >= TimeSpan.Zero && age < RefreshPeriod;

    private sealed record Known(DateTimeOffset At, long Changes);
}
