using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Cryptography;
using P8e.ObjectStore;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Lifetime;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Service;
using P8e.ObjectStore.Sweeping;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Objects;

/// <summary>The encrypted object store of the configured affiliate. It needs no key of the affiliate: a front for peers has none.</summary>
internal sealed class StoreParts : IDisposable
{
    private readonly StoreSettings _settings;
    private readonly RemoteConnection? _partner;
    private readonly TimeProvider _clock;
    private readonly TableMailIndex _mails;
    private readonly ObjectSweeper _sweeper;

    internal StoreParts(AffiliateName affiliate, StoreSettings settings, StorageClients storage, TimeProvider clock, Action queued)
    {
        Affiliate = affiliate;
        _settings = settings;
        _clock = clock;
        var mailOptions = settings.ToMailOptions();
        Options = settings.ToOptions();
        Random = new SystemRandomSource();
        Index = new TableObjectIndex(storage.Tables);
        Blobs = new BlobObjectBlobs(storage.Blobs);
        _mails = new TableMailIndex(storage.Tables);
        Queue = settings.Replication == Hosting.SettingSwitch.On ? new TableReplicationIndex(storage.Tables) : null;
        KeyTable = new TablePublicKeys(storage.Tables);
        Keys = new PublicKeyRegistry(affiliate, KeyTable, Random, clock);
        Pointers = new ObjectPointers(_mails, Queue, Keys, mailOptions, Random, queued);
        Store = new LocalObjectStore(affiliate, Blobs, Index, Options, Random, clock, Pointers);
        Mailbox = new Mailbox(affiliate, _mails, Index, Blobs, mailOptions, Options, clock);
        _partner = settings.ToPartnerOptions() is { } partner ? new RemoteConnection(partner, clock) : null;
        Objects = _partner is null ? Store : new GrpcObjectStore(_partner);
        Audit = new TableObjectAudit(storage.Tables);
        Lifetime = new ObjectLifetime(affiliate, Index, Blobs, Audit, Random, clock);
        _sweeper = new ObjectSweeper(Blobs, Index, Options, clock);
    }

    /// <summary>Whose store.</summary>
    internal AffiliateName Affiliate { get; }

    /// <summary>Sizes and limits.</summary>
    internal ObjectStoreOptions Options { get; }

    /// <summary>Source of keys and UUIDs.</summary>
    internal IRandomSource Random { get; }

    /// <summary>Where this program puts and reads: its own store, or a partner's.</summary>
    internal IObjectStore Objects { get; }

    /// <summary>The own store, which peers call.</summary>
    internal LocalObjectStore Store { get; }

    /// <summary>Their rows.</summary>
    internal IObjectIndex Index { get; }

    /// <summary>Their long payloads.</summary>
    internal IObjectBlobs Blobs { get; }

    /// <summary>The mail.</summary>
    internal Mailbox Mailbox { get; }

    /// <summary>The public keys.</summary>
    internal PublicKeyRegistry Keys { get; }

    /// <summary>Their rows.</summary>
    internal IPublicKeys KeyTable { get; }

    /// <summary>What waits to be sent to other stores; null when nothing is sent.</summary>
    internal IReplicationIndex? Queue { get; }

    /// <summary>What new objects set off.</summary>
    internal ObjectPointers Pointers { get; }

    /// <summary>What was done to stored objects.</summary>
    internal IObjectAudit Audit { get; }

    /// <summary>How long objects stay.</summary>
    internal ObjectLifetime Lifetime { get; }

    public void Dispose() => _partner?.Dispose();

    /// <summary>What the services for peers work on.</summary>
    internal StoreBackend Backend => new(Store, Mailbox, Keys);

    /// <summary>Whether the tables answer.</summary>
    internal async ValueTask<bool> IsServingAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await KeyTable.FindAsync(Affiliate, ReaderId.OfKeyBytes([]), cancellationToken);
            return true;
        }
        catch (P8eException)
        {
            return false;
        }
    }

    /// <summary>Clears what crashes left, and mail that nobody asks for any more.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        await _sweeper.SweepAsync(Affiliate, cancellationToken);
        await _mails.RemoveAcknowledgedAsync(Affiliate, _clock.GetUtcNow() - TimeSpan.FromDays(_settings.MailKeptDays), cancellationToken);
    }
}
