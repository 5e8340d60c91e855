using P8e.ObjectStore.Replication;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Replication;

public sealed class ReplicationOptionsTests
{
    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(3, 120)]
    [InlineData(6, 960)]
    [InlineData(7, 1920)]
    [InlineData(8, 1920)]
    [InlineData(int.MaxValue, 1920)]
    public void BackoffAfter_Failures_DoublesUpToTheLongest(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new ReplicationOptions().BackoffAfter(failures));

    public static TheoryData<string, ReplicationOptions> Wrong => new()
    {
        { "Patience", new() { Patience = TimeSpan.Zero } },
        { "RoundPatience", new() { RoundPatience = TimeSpan.FromHours(1) } },
        { "PeersAtOnce", new() { PeersAtOnce = 0 } },
        { "BatchSize", new() { BatchSize = 101 } },
        { "BackoffMin", new() { BackoffMin = TimeSpan.Zero } },
        { "BackoffMax", new() { BackoffMax = TimeSpan.FromSeconds(1) } },
        { "MissingGrace", new() { MissingGrace = TimeSpan.Zero } },
        { "HeaderValueFile", new() { Peers = [new PeerOptions { Name = "p", Url = "http://p.example", HeaderName = "x" }] } },
        { "URL", new() { Peers = [new PeerOptions { Name = "p", Url = "p" }] } },
        { "PEM", new() { AuthorityFile = "/no/such/file" } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Replicator_SettingOutsideItsRange_IsRefusedByName(string setting, ReplicationOptions options)
    {
        var clock = new ManualTimeProvider();

        var refused = Assert.Throws<P8eInputException>(() => new Replicator(
            FreshAffiliates.Next(), new InMemoryPublicKeys(), new InMemoryReplicationIndex(), new InMemoryObjectIndex(), new InMemoryObjectBlobs(clock), options, clock));

        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
    }
}
