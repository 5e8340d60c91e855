using P8e.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests;

/// <summary>Storage of one test.</summary>
internal static class InMemoryStorage
{
    internal static StorageUnderTest New()
    {
        var clock = new ManualTimeProvider();
        return new StorageUnderTest(new InMemoryObjectIndex(), new InMemoryObjectBlobs(clock), clock);
    }
}
