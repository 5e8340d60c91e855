using System.Text.Json;
using P8e.Cryptography;
using P8e.Cryptography.Keys;

namespace P8e.Devvault.Store;

/// <summary>The state, in memory and in one file that only its owner can read.</summary>
internal sealed class VaultStore : IDisposable
{
    internal const string Keys = "keys";
    internal const string Secrets = "secrets";
    private const string FileName = "vault.json";
    private static readonly SystemRandomSource Random = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly TimeProvider _clock;

    private VaultStore(string file, VaultState state, TimeProvider clock) => (_file, State, _clock) = (file, state, clock);

    internal VaultState State { get; }

    internal static async Task<VaultStore> OpenAsync(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        OwnerFile.CreateFolder(folder);
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            var fresh = new VaultStore(file, Fresh(), clock);
            await fresh.SaveAsync(cancellationToken);
            return fresh;
        }

        try
        {
            var state = JsonSerializer.Deserialize<VaultState>(await File.ReadAllTextAsync(file, cancellationToken));
            var items = new SortedDictionary<string, VaultItem>(state!.Items, StringComparer.OrdinalIgnoreCase);
            return new VaultStore(file, state with { Items = items }, clock);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file} is not what devvault wrote. Choose another folder, or delete it.", e);
        }
    }

    /// <summary>An item that is not deleted; null when there is none.</summary>
    internal VaultItem? Find(string collection, string name)
    {
        lock (_gate)
        {
            return State.Items.TryGetValue($"{collection}/{name}", out var item) && item.Deleted is null ? item : null;
        }
    }

    internal VaultItem? FindDeleted(string collection, string name)
    {
        lock (_gate)
        {
            return State.Items.TryGetValue($"{collection}/{name}", out var item) && item.Deleted is not null ? item : null;
        }
    }

    internal VaultItem[] List(string collection)
    {
        lock (_gate)
        {
            return [.. State.Items.Where(entry => entry.Key.StartsWith(collection + "/", StringComparison.Ordinal) && entry.Value.Deleted is null).Select(entry => entry.Value)];
        }
    }

    /// <summary>Adds a version; the first makes the item.</summary>
    internal Task AddAsync(string collection, string name, ItemVersion version, CancellationToken cancellationToken) => ChangeAsync(collection, name, item =>
    {
        item ??= new VaultItem { Name = name };
        return item with { Versions = [.. item.Versions, version] };
    }, cancellationToken);

    /// <summary>Changes one version, also for tests: a key that is disabled between two envelopes.</summary>
    internal Task UpdateAsync(string collection, string name, string version, Func<ItemVersion, ItemVersion> change, CancellationToken cancellationToken) =>
        ChangeAsync(
            collection,
            name,
            item => item! with { Versions = [.. item.Versions.Select(one => one.Version == version ? change(one) with { Updated = Now() } : one)] },
            cancellationToken);

    internal Task DeleteAsync(string collection, string name, CancellationToken cancellationToken) =>
        ChangeAsync(collection, name, item => item! with { Deleted = Now() }, cancellationToken);

    internal Task RecoverAsync(string collection, string name, CancellationToken cancellationToken) =>
        ChangeAsync(collection, name, item => item! with { Deleted = null }, cancellationToken);

    internal Task PurgeAsync(string collection, string name, CancellationToken cancellationToken) => ChangeAsync(collection, name, _ => null, cancellationToken);

    public void Dispose() => _writing.Dispose();

    internal long Now() => _clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>32 hexadecimal digits.</summary>
    internal static string NewVersion() => Random.NextUuid().ToString("N");

    private async Task ChangeAsync(string collection, string name, Func<VaultItem?, VaultItem?> change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var place = $"{collection}/{name}";
            if (change(State.Items.GetValueOrDefault(place)) is { } changed)
            {
                State.Items[place] = changed;
            }
            else
            {
                State.Items.Remove(place);
            }
        }

        await SaveAsync(cancellationToken);
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            string text;
            lock (_gate)
            {
                text = JsonSerializer.Serialize(State);
            }

            await OwnerFile.WriteAsync(_file, text, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static VaultState Fresh()
    {
        using var issuer = PrivateKey.Generate(Random);
        return new VaultState
        {
            IssuerKey = new string(KeyText.Write(issuer)),
            Tenant = Random.NextUuid(),
            Client = Random.NextUuid(),
            IdentityHeader = NewVersion(),
        };
    }
}
