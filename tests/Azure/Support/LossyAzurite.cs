using Azure.Core.Pipeline;
using P8e.Azure.Tables;
using P8e.Azurite;

namespace P8e.Azure.Tests.Support;

/// <summary>The shared Azurite over a network that counts requests, and that loses answers to writes after their effect when it is told to.</summary>
internal sealed class LossyAzurite() : DelegatingHandler(new SocketsHttpHandler())
{
    private Func<Task>? _meanwhile;
    private Func<Task>? _afterwards;
    private bool _second;

    /// <summary>Requests so far, each try counted.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers lost so far.</summary>
    public int Lost { get; private set; }

    public async Task<TableServiceClient> ConnectAsync(SharedAzurite azurite)
    {
        var options = new TableClientOptions { Transport = new HttpClientTransport(this) };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        return new TableServiceClient((await azurite.ServerAsync()).ConnectionString, options);
    }

    /// <summary>The answer to the next write is lost once; before the write is tried again, something else happens.</summary>
    public void LoseNext(Func<Task>? meanwhile = null) => _meanwhile = meanwhile ?? (() => Task.CompletedTask);

    /// <summary>The answer to the write after the next one is lost once.</summary>
    public void LoseSecond() => _second = true;

    /// <summary>After the next write something else happens before its answer arrives.</summary>
    public void FollowNext(Func<Task> afterwards) => _afterwards = afterwards;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Get)
        {
            return response;
        }

        if (_afterwards is { } afterwards)
        {
            _afterwards = null;
            await afterwards();
        }

        if (_meanwhile is not { } meanwhile)
        {
            if (_second)
            {
                _second = false;
                LoseNext();
            }

            return response;
        }

        _meanwhile = null;
        Lost++;
        response.Dispose();
        await meanwhile();
        throw new HttpRequestException("connection reset", new IOException("connection reset"));
    }
}
