using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using P8e.Cryptography;
using P8e.Grpc.Server;
using P8e.Grpc.Server.Standard;
using P8e.ObjectStore;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Service;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Stores.Server;

/// <summary>Our store on a real Kestrel, clear text HTTP/2 on a free loopback port, over adapters in memory that can be looked at and broken.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StoreUnderTest(WebApplication application) => _application = application;

    internal static AffiliateName Affiliate { get; } = AffiliateName.Parse("recorded");

    internal required InMemoryObjectIndex Index { get; init; }

    internal required InMemoryObjectBlobs Blobs { get; init; }

    internal required WatchedMails Mails { get; init; }

    internal required InMemoryPublicKeys Keys { get; init; }

    internal required WatchedReplication Replication { get; init; }

    /// <summary>The time by which registered keys are read again.</summary>
    internal ManualTimeProvider KeysClock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>What stands for the recorded server's database.</summary>
    internal required Outage Rows { get; init; }

    /// <summary>What stands for its directory of files.</summary>
    internal required Outage Files { get; init; }

    internal Uri Address => new(_application.Urls.Single());

    /// <summary>Starts a store that is set up like the recorded server of a case.</summary>
    internal static async Task<StoreUnderTest> StartAsync(StoreSetup setup, CancellationToken cancellationToken, TimeProvider? clock = null)
    {
        // The other builders watch the whole working folder for settings that change.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.UseGrpcLimits(ObjectStoreServices.ServerOptions);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRouting();
        var application = builder.Build();
        var (rows, files) = (new Outage(), new Outage());
        var store = new StoreUnderTest(application)
        {
            Rows = rows,
            Files = files,
            Index = new InMemoryObjectIndex(),
            Blobs = new InMemoryObjectBlobs(TimeProvider.System),
            Mails = new WatchedMails(new InMemoryMailIndex(), rows),
            Keys = new InMemoryPublicKeys(),
            Replication = new WatchedReplication(new InMemoryReplicationIndex()),
        };
        store.Map(setup, clock ?? TimeProvider.System);
        await application.StartAsync(cancellationToken);
        return store;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private void Map(StoreSetup setup, TimeProvider clock)
    {
        var random = new SystemRandomSource();
        var index = new BreakableIndex(Index, Rows);
        var blobs = new BreakableBlobs(Blobs, Files);
        var keys = new PublicKeyRegistry(Affiliate, new BreakableKeys(Keys, Rows), random, KeysClock);
        var mailOptions = new MailboxOptions();
        var storeOptions = new ObjectStoreOptions { InlineBytes = setup.InlineBytes };
        var pointers = new ObjectPointers(Mails, setup.Replicates ? Replication : null, keys, mailOptions, random);
        var objects = new LocalObjectStore(Affiliate, blobs, index, storeOptions, random, clock, pointers);
        var mailbox = new Mailbox(Affiliate, Mails, index, blobs, mailOptions, storeOptions, clock);
        foreach (var service in ObjectStoreServices.Create(objects, mailbox, keys, setup.Service, mailOptions))
        {
            _application.MapGrpcService(service, clock, ObjectStoreServices.ServerOptions);
        }

        if (setup.HasHealth)
        {
            _application.MapGrpcService(HealthService.Create(_ => ValueTask.FromResult(!Rows.IsDown), new HastyClock()), clock, ObjectStoreServices.ServerOptions);
        }

        _application.MapGrpcFallback();
    }
}
