using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Wire;
using P8e.ImitatedHost.Calls;

namespace P8e.ImitatedHost.Hub;

/// <summary>Calls of orchestrators with their whole history, and the check that they decide the same whenever they are asked (functions-host 3.2, 8.2).</summary>
/// <param name="calls">How the handler is called now.</param>
/// <param name="checksDeterminism">Ask again, also with all events as past ones, and compare.</param>
internal sealed class OrchestratorCalls(Func<HostCalls> calls, bool checksDeterminism)
{
    internal async Task<OrchestratorResponse> AskAsync(HubInstance instance, string function, List<HistoryEvent> news, CancellationToken cancellationToken)
    {
        if (instance.LosesNextCall)
        {
            instance.LosesNextCall = false;
            throw new InvocationFailedException("System.Net.Http.HttpRequestException", "Connection reset by peer.");
        }

        var request = Request(instance.Id, instance.History, news);
        var response = Read(await calls().OrchestrateAsync(function, request.ToByteArray(), cancellationToken));
        if (checksDeterminism)
        {
            var again = Read(await calls().OrchestrateAsync(function, request.ToByteArray(), cancellationToken));
            var allPast = Request(instance.Id, [.. instance.History, .. news], [news[0]]);
            var replayed = Read(await calls().OrchestrateAsync(function, allPast.ToByteArray(), cancellationToken));
            Assert.Equal(Comparable(response), Comparable(again));
            Assert.Equal(Comparable(response), Comparable(replayed));
        }

        return response;
    }

    private static OrchestratorRequest Request(string id, IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> news)
    {
        var request = new OrchestratorRequest
        {
            InstanceId = id,
            PastEvents = { past },
            NewEvents = { news },
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = new Duration { Seconds = 1800 } },
        };
        request.Properties.Add("IncludeState", Value.ForBool(true));
        return request;
    }

    private static OrchestratorResponse Read(byte[] response) => OrchestratorResponse.Parser.ParseFrom(response);

    /// <summary>Without stack traces: they tell through which calls the code came.</summary>
    private static OrchestratorResponse Comparable(OrchestratorResponse response)
    {
        var copy = response.Clone();
        foreach (var action in copy.Actions)
        {
            for (var failure = action.CompleteOrchestration?.FailureDetails; failure is not null; failure = failure.InnerFailure)
            {
                failure.StackTrace = null;
            }
        }

        return copy;
    }
}
