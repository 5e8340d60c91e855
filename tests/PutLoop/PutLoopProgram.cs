using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.ObjectStore;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Protocol.Identifiers;

namespace P8e.PutLoop;

/// <summary>Puts one object after the other and prints the hash of each when the put has answered.</summary>
public static class PutLoopProgram
{
    /// <summary>The owner of all objects; a key for this test only.</summary>
    public static PrivateKey Owner() => PrivateKey.Import([7, 7, 7]);

    /// <summary>The store under test.</summary>
    public static SealedObjects Open(StorageClients clients, AffiliateName affiliate)
    {
        var random = new SystemRandomSource();
        var options = new ObjectStoreOptions { BlockBytes = 512 * 1024 };
        var store = new LocalObjectStore(
            affiliate, new BlobObjectBlobs(clients.Blobs), new TableObjectIndex(clients.Tables), options, random, TimeProvider.System);
        return new SealedObjects(store, options, random, TimeProvider.System);
    }

    /// <summary>Runs until the process is killed.</summary>
    public static async Task RunAsync(string connectionString, string affiliate, int seed, CancellationToken cancellationToken)
    {
        using var owner = Owner();
        var objects = Open(
            new StorageClients(new StorageOptions { ConnectionString = connectionString }, TimeProvider.System), AffiliateName.Parse(affiliate));
        var request = new SealRequest { Owner = owner.PublicKey, Signer = new LocalSigner(owner) };
        for (var number = 0; ; number++)
        {
            using var content = new MemoryStream(LoopContent.Make(seed, number));
            var put = await objects.PutAsync(content, request, cancellationToken);
            await Console.Out.WriteLineAsync($"{number} {put.Hash}".AsMemory(), cancellationToken);
            await Console.Out.FlushAsync(cancellationToken);
        }
    }
}
