using System.Text.Json.Nodes;
using P8e.ImitatedHost.Calls;
using P8e.ImitatedHost.Hub;
using P8e.Ports;

namespace P8e.ImitatedHost;

/// <summary>
/// The Functions host as a custom handler meets it: calls, the Durable extension's hub on a clock that tests move, and the client's endpoint (functions-host 8.2). It shares nothing with
/// the program but the wire.
/// </summary>
public sealed class ImitatedFunctionsHost : IAsyncDisposable
{
    private readonly TaskHub _hub;
    private readonly SidecarServer _sidecar;
    private readonly HubPump _pump;
    private readonly List<IDisposable> _owned = [];
    private HostCalls _calls;

    private ImitatedFunctionsHost(HostCalls calls, TaskHub hub, SidecarServer sidecar, Func<string, string?> functionOf, bool checksDeterminism)
    {
        (_calls, _hub, _sidecar) = (calls, hub, sidecar);
        _pump = new HubPump(hub, () => _calls, functionOf, checksDeterminism);
    }

    /// <summary>Runs once when an activity's call has failed; true leaves the message in the queue, because the host died as well.</summary>
    public Func<Task<bool>>? AfterActivityFault
    {
        get => _pump.AfterActivityFault;
        set => _pump.AfterActivityFault = value;
    }

    /// <summary>What is done to every delivery.</summary>
    public DeliveryFault Fault
    {
        get => _pump.Fault;
        set => _pump.Fault = value;
    }

    /// <summary>The way to the handler.</summary>
    public HostCalls Calls => _calls;

    /// <summary>What a durable client's binding brings.</summary>
    public JsonObject Client => new()
    {
        ["taskHubName"] = "P8eHub", ["connectionName"] = null, ["creationUrls"] = null, ["managementUrls"] = null, ["baseUrl"] = null,
        ["requiredQueryStringParameters"] = "code=none", ["rpcBaseUrl"] = _sidecar.Address, ["httpBaseUrl"] = "http://127.0.0.1:7071/runtime/webhooks/durabletask",
        ["maxGrpcMessageSizeInBytes"] = 4194304, ["useForwardedHost"] = false, ["grpcHttpClientTimeout"] = "\"00:01:40\"",
    };

    /// <summary>True when no activity waits and no instance that runs has unread messages.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_hub.Gate)
            {
                return _hub.Activities.Count == 0 && _hub.Instances.All(instance => instance.IsEnded || instance.Inbox.Count == 0);
            }
        }
    }

    /// <summary>Starts a host beside a handler that runs.</summary>
    /// <param name="handler">The handler's address.</param>
    /// <param name="clock">The hub's clock.</param>
    /// <param name="functionOf">The function of a registered name; null for names that have no folder.</param>
    /// <param name="escapes">As <see cref="HostCalls"/> says.</param>
    /// <param name="rewinds">False imitates a storage that cannot rewind.</param>
    /// <param name="checksDeterminism">Ask every orchestrator step again and compare.</param>
    /// <param name="cancellationToken">Breaks the start off.</param>
    public static async Task<ImitatedFunctionsHost> StartAsync(
        Uri handler, ManualTimeProvider clock, Func<string, string?> functionOf, bool escapes, bool rewinds, bool checksDeterminism, CancellationToken cancellationToken)
    {
        var hub = new TaskHub(clock);
        return new ImitatedFunctionsHost(
            new HostCalls(handler, escapes), hub, await SidecarServer.StartAsync(hub, rewinds, cancellationToken), functionOf, checksDeterminism);
    }

    /// <summary>The handler runs at another address now.</summary>
    public void MoveTo(Uri handler)
    {
        var authorization = _calls.Authorization;
        _calls.Dispose();
        _calls = new HostCalls(handler, escapes: false) { Authorization = authorization };
    }

    /// <summary>Ends something with the host.</summary>
    public void Owns(IDisposable owned) => _owned.Add(owned);

    /// <summary>Starts an instance as the management API does.</summary>
    public bool Start(string instanceId, string orchestrator, string? input)
    {
        lock (_hub.Gate)
        {
            return _hub.TryStart(instanceId, orchestrator, input);
        }
    }

    /// <summary>Status, output and failure text of an instance.</summary>
    public (string Status, string? Output) View(string instanceId)
    {
        lock (_hub.Gate)
        {
            var found = _hub.Find(instanceId)!;
            return (found.Status.ToString(), found.Output);
        }
    }

    /// <summary>Breaks the connection of the instance's next call, as the death of a handler does.</summary>
    public void FailNextCallOf(string instanceId)
    {
        lock (_hub.Gate)
        {
            _hub.Find(instanceId)!.LosesNextCall = true;
        }
    }

    /// <summary>Works until nothing is left to do now.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _pump.RunAsync(cancellationToken);

    /// <summary>Fires a timer's function.</summary>
    public Task TickAsync(string function, CancellationToken cancellationToken) => _calls.TickAsync(function, Client, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _owned.ForEach(owned => owned.Dispose());
        _calls.Dispose();
        await _sidecar.DisposeAsync();
    }
}
