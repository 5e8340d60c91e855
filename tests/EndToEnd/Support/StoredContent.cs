using P8e.Azure.Configuration;
using P8e.Azure.Objects;
using P8e.Cryptography;
using P8e.ObjectStore;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Protocol.Identifiers;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>An object of the deployment's own affiliate as it lies in the account: opened with the secret of the vault, with the signature that stands in its container.</summary>
internal sealed record StoredContent(string Hash, byte[] Content, byte[] Signature, string SignerPem)
{
    /// <summary>Every object.</summary>
    internal static async Task<IReadOnlyList<StoredContent>> ReadAllAsync(VaultWorld world, CancellationToken cancellationToken)
    {
        var storage = new StorageClients(new StorageOptions { ConnectionString = world.World.Storage.ConnectionString }, TimeProvider.System);
        var affiliate = AffiliateName.Parse("originator");
        var (index, options, random) = (new TableObjectIndex(storage.Tables), new ObjectStoreOptions(), new SystemRandomSource());
        var store = new LocalObjectStore(affiliate, new BlobObjectBlobs(storage.Blobs), index, options, random, TimeProvider.System);
        var objects = new SealedObjects(store, options, random, TimeProvider.System);
        var found = new List<StoredContent>();
        await foreach (var row in index.ListAfterAsync(affiliate, after: null, cancellationToken))
        {
            Assert.True(row.Key.TryAsHash(out var hash));
            using var opened = await objects.OpenAsync(hash, world.Reader.Agreement, cancellationToken);
            using var content = new MemoryStream();
            await opened.CopyToAsync(content, cancellationToken);
            var download = await store.GetAsync(row.Key, row.Readers[0], cancellationToken);
            var signature = download!.Header.ReadSignature()!;
            found.Add(new StoredContent(hash.ToString(), content.ToArray(), signature.Signature.ToArray(), signature.Pem));
        }

        return found;
    }
}
