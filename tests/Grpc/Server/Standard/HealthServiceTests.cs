using P8e.Grpc.Server.Standard;
using P8e.Grpc.Tests.Support;
using P8e.Grpc.Wire.Health;
using P8e.Protocol.Errors;
using ServingStatus = P8e.Grpc.Wire.Health.HealthCheckResponse.Types.ServingStatus;

namespace P8e.Grpc.Tests.Server.Standard;

/// <summary>Recorded: health-check (object-store 6.9).</summary>
public sealed class HealthServiceTests
{
    private readonly ManualClock _clock = new();
    private bool _isServing = true;

    private static GrpcMethod<HealthCheckRequest, HealthCheckResponse> Check { get; } = Method("Check");

    private static GrpcMethod<HealthCheckRequest, HealthCheckResponse> Watch { get; } = Method("Watch");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, ServingStatus.Serving)]
    [InlineData(false, ServingStatus.NotServing)]
    public async Task Check_OfTheServer_TellsItsState(bool isServing, object expected)
    {
        _isServing = isServing;
        await using var server = await StartAsync();
        using var channel = server.Connect();
        Assert.Equal(expected, (await channel.UnaryAsync(Check, new HealthCheckRequest(), null, Token)).Status);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("objectstore.ObjectService")]
    [InlineData("grpc.health.v1.Health")]
    public async Task CheckAndWatch_OfAnyName_AreNotRegistered(string name)
    {
        await using var server = await StartAsync();
        using var channel = server.Connect();
        var request = new HealthCheckRequest { Service = name };
        var check = await Assert.ThrowsAsync<P8eStateException>(() => channel.UnaryAsync(Check, request, null, Token));
        var watch = await Assert.ThrowsAsync<P8eStateException>(async () => await channel.ServerStreamingAsync(Watch, request, null, Token).ToListAsync(Token));
        Assert.All([check, watch], error => Assert.Equal(new GrpcStatus(GrpcStatusCode.NotFound, "service not registered"), GrpcStatus.Of(error)));
    }

    [Fact]
    public async Task Watch_TellsTheStateAtOnceAndEveryTwoSeconds()
    {
        await using var server = await StartAsync();
        using var channel = server.Connect();
        await using var states = channel.ServerStreamingAsync(Watch, new HealthCheckRequest(), null, Token).GetAsyncEnumerator(Token);
        Assert.True(await states.MoveNextAsync());
        Assert.Equal(ServingStatus.Serving, states.Current.Status);
        foreach (var isServing in new[] { true, true, false, true })
        {
            _isServing = isServing;
            var next = states.MoveNextAsync();
            await _clock.AdvanceWhenAwaitedAsync(HealthService.WatchInterval, Token);
            Assert.True(await next);
            Assert.Equal(isServing ? ServingStatus.Serving : ServingStatus.NotServing, states.Current.Status);
        }
    }

    [Fact]
    public async Task List_IsUnimplemented()
    {
        await using var server = await StartAsync();
        using var raw = new RawCall(server.Address);
        Assert.Equal("12", (await raw.SendAsync("/grpc.health.v1.Health/List", [0, 0, 0, 0, 0])).TrailersOnlyStatus);
    }

    private static GrpcMethod<HealthCheckRequest, HealthCheckResponse> Method(string name) => new(HealthReflection.Descriptor.Services[0].FindMethodByName(name));

    private Task<EchoServer> StartAsync() => EchoServer.StartAsync(_ => { }, more: [HealthService.Create(_ => ValueTask.FromResult(_isServing), _clock)]);
}
