using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Server;

/// <summary>Stores for the cases of a file: a fresh one each, or one for all cases of an instance that the recorder used without emptying it.</summary>
internal sealed class StoreFarm : IAsyncDisposable
{
    /// <summary>Instances whose cases follow each other on one server (the recordings' README).</summary>
    private static readonly string[] s_shared = ["keys", "auth"];

    private readonly Renaming _names = new();
    private StoreUnderTest? _shared;
    private StoreUnderTest? _own;

    /// <summary>Whether a case has to run for the sake of later ones.</summary>
    internal static bool NeedsEarlierCases(StoreCase recorded) => s_shared.Contains(recorded.Instance);

    internal async Task<(StoreUnderTest Store, Renaming Names)> ForAsync(StoreCase recorded, StoreSetup setup, CancellationToken cancellationToken)
    {
        if (NeedsEarlierCases(recorded))
        {
            return (_shared ??= await StoreUnderTest.StartAsync(setup, cancellationToken), _names);
        }

        if (_own is not null)
        {
            await _own.DisposeAsync();
        }

        return (_own = await StoreUnderTest.StartAsync(setup, cancellationToken), new Renaming());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in new[] { _shared, _own })
        {
            if (store is not null)
            {
                await store.DisposeAsync();
            }
        }
    }
}
