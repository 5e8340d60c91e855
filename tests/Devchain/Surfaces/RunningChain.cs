using System.Net;
using System.Text;
using System.Text.Json;
using P8e.Devchain.Blocks;
using P8e.Devchain.Queries;
using P8e.Devchain.Surfaces;

namespace P8e.Devchain.Tests.Surfaces;

/// <summary>A chain with its surfaces on free ports; blocks are made on demand.</summary>
internal sealed class RunningChain : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _end = new();
    private readonly DevchainHost _host;
    private readonly Task _production;

    private RunningChain(DevChain chain, DevchainHost host, BlockProducer producer)
    {
        (Chain, _host) = (chain, host);
        _production = producer.RunOnDemandAsync(_ => { }, _end.Token);
    }

    internal DevChain Chain { get; }

    internal HostAddresses Addresses => _host.Addresses;

    internal static async Task<RunningChain> StartAsync()
    {
        var chain = RecordedChain.Start();
        var mempool = new Mempool(chain);
        var clock = new SettableClock(TimeProvider.System);
        var producer = new BlockProducer(chain, mempool, clock);
        producer.Produce();
        var node = new ChainNode(chain, mempool, RecordedChain.GenesisBytes);
        var host = await DevchainHost.StartAsync(node, producer, clock, default, TestContext.Current.CancellationToken);
        return new RunningChain(chain, host, producer);
    }

    /// <summary>Sends one request and reads the answer as JSON.</summary>
    internal async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod verb, Uri root, string path, string? body = null, string? height = null)
    {
        using var request = new HttpRequestMessage(verb, new Uri(root, path)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        if (height is not null)
        {
            request.Headers.Add(QueryContext.HeightHeader, height);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return (response.StatusCode, answer.RootElement.Clone());
    }

    /// <summary>Makes a JSON-RPC call and returns its result or error.</summary>
    internal async Task<JsonElement> CallAsync(string method, string parameters = "{}")
    {
        var (_, answer) = await SendAsync(HttpMethod.Post, Addresses.Rpc, "/", $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""");
        return answer.TryGetProperty("result", out var result) ? result : answer.GetProperty("error");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _production;
        await _host.DisposeAsync();
        _end.Dispose();
        _http.Dispose();
    }
}
