using System.CommandLine;
using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Cryptography;
using P8e.ObjectStore;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Sealing;
using P8e.ObjectStore.Sharing;
using P8e.ObjectStore.Sweeping;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Objects;

/// <summary>Puts an affiliate's store together from the options of the command.</summary>
internal sealed record Composition(
    AffiliateName Affiliate, SealedObjects Objects, TableObjectIndex Index, ObjectSweeper Sweeper, EncryptionKeyRotation Rotation)
{
    internal static Composition From(ParseResult parsed)
    {
        var clients = new StorageClients(new StorageOptions { ConnectionString = SharedOptions.ConnectionString(parsed) }, TimeProvider.System);
        var affiliate = AffiliateName.Parse(parsed.GetRequiredValue(SharedOptions.Affiliate));
        var blobs = new BlobObjectBlobs(clients.Blobs);
        var index = new TableObjectIndex(clients.Tables);
        var options = new ObjectStoreOptions();
        var random = new SystemRandomSource();
        // The program that runs on this account delivers and sends what is put here.
        var keys = new PublicKeyRegistry(affiliate, new TablePublicKeys(clients.Tables), random, TimeProvider.System);
        var pointers = new ObjectPointers(new TableMailIndex(clients.Tables), new TableReplicationIndex(clients.Tables), keys, new MailboxOptions(), random);
        var store = new LocalObjectStore(affiliate, blobs, index, options, random, TimeProvider.System, pointers);
        return new Composition(
            affiliate,
            new SealedObjects(store, options, random, TimeProvider.System),
            index,
            new ObjectSweeper(blobs, index, options, TimeProvider.System),
            new EncryptionKeyRotation(affiliate, index, new TableObjectAudit(clients.Tables), random, TimeProvider.System));
    }
}
