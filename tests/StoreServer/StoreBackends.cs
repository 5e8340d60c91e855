using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Cryptography;
using P8e.ObjectStore;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Service;
using P8e.Ports.Objects;
using P8e.Protocol.Identifiers;

namespace P8e.StoreServer;

/// <summary>The store over one of several adapters.</summary>
internal static class StoreBackends
{
    /// <summary>Open to callers, as the recorded server was.</summary>
    internal static StoreServiceOptions Options { get; } = new() { UriHost = "localhost", Bucket = "bench", AuthorisesCallers = false, Replicates = false };

    internal static MailboxOptions MailOptions { get; } = new();

    /// <summary>How often the ports of the adapter <c>counted</c> were called.</summary>
    internal static long Calls => Counted.Calls;

    /// <summary>Opens it.</summary>
    /// <param name="arguments">The adapter's name, then its place.</param>
    internal static StoreBackend Open(string[] arguments)
    {
        var clock = TimeProvider.System;
        switch (arguments)
        {
            case ["memory"]:
                return Make(new InMemoryObjectBlobs(clock), new InMemoryObjectIndex(), new InMemoryMailIndex(), new InMemoryPublicKeys());
            case ["counted"]:
                return Make(
                    Counted.Over<IObjectBlobs>(new InMemoryObjectBlobs(clock)),
                    Counted.Over<IObjectIndex>(new InMemoryObjectIndex()),
                    Counted.Over<IMailIndex>(new InMemoryMailIndex()),
                    Counted.Over<IPublicKeys>(new InMemoryPublicKeys()));
            case ["lengths"]:
                return Make(new LengthBlobs(clock), new InMemoryObjectIndex(), new InMemoryMailIndex(), new InMemoryPublicKeys());
            case ["files", var folder]:
                return Make(new FileBlobs(folder), new InMemoryObjectIndex(), new InMemoryMailIndex(), new InMemoryPublicKeys());
            case ["azurite", var connection]:
                var storage = new StorageClients(new StorageOptions { ConnectionString = connection }, clock);
                return Make(
                    new BlobObjectBlobs(storage.Blobs), new TableObjectIndex(storage.Tables), new TableMailIndex(storage.Tables), new TablePublicKeys(storage.Tables));
            default:
                throw new ArgumentException("No such adapter.", nameof(arguments));
        }
    }

    private static StoreBackend Make(IObjectBlobs blobs, IObjectIndex index, IMailIndex mails, IPublicKeys keyTable)
    {
        var affiliate = AffiliateName.Parse("bench");
        var random = new SystemRandomSource();
        var options = new ObjectStoreOptions();
        var keys = new PublicKeyRegistry(affiliate, keyTable, random, TimeProvider.System);
        var pointers = new ObjectPointers(mails, null, keys, MailOptions, random);
        var store = new LocalObjectStore(affiliate, blobs, index, options, random, TimeProvider.System, pointers);
        return new StoreBackend(store, new Mailbox(affiliate, mails, index, blobs, MailOptions, options, TimeProvider.System), keys);
    }
}
