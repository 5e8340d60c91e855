using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>Compares our answer to a step with the recorded one.</summary>
internal static class StepComparison
{
    /// <summary>Headers that say nothing about the call.</summary>
    private static readonly string[] s_ignored = ["date", "content-length", "grpc-message", "grpc-status"];

    internal static IEnumerable<Finding> Compare(StoreStep step, StoreAnswer answer, Renaming names)
    {
        if (FindStatusDifference(step.Status, answer) is { } status)
        {
            yield return status;
            yield break;
        }

        if (step.Response.Count != answer.Messages.Count)
        {
            yield return new Finding(FindingKind.Messages, $"recorded {step.Response.Count} messages, ours {answer.Messages.Count}");
            yield break;
        }

        for (var i = 0; i < step.Response.Count; i++)
        {
            if (ResponseMessages.FindDifference(step.Call, step.Response[i], answer.Messages[i], names) is { } difference)
            {
                yield return new Finding(FindingKind.Messages, $"message {i + 1}: {difference}");
            }
        }

        if (FindBlockDifference("headers", step.Headers, answer.Headers) is { } headers)
        {
            yield return headers;
        }

        if (answer.Code is not null && FindBlockDifference("trailers", step.Trailers, answer.Trailers) is { } trailers)
        {
            yield return trailers;
        }
    }

    private static Finding? FindStatusDifference(RecordedStatus recorded, StoreAnswer answer)
    {
        var isSame = recorded.Code == answer.Code
            && (recorded.Code is null ? !recorded.IsCrash : recorded.IsTrailersOnly == answer.IsTrailersOnly)
            && (recorded.Message == answer.Message || QuotedTexts.Quotes(recorded.Message) is not null);
        return isSame ? null : new Finding(FindingKind.Status, $"recorded {recorded}, ours {answer}");
    }

    private static Finding? FindBlockDifference(string what, IReadOnlyList<KeyValuePair<string, string>> recorded, IReadOnlyList<KeyValuePair<string, string>> ours)
    {
        var (theirs, mine) = (Normal(recorded), Normal(ours));
        return theirs == mine ? null : new Finding(FindingKind.Headers, $"{what}: recorded {theirs}, ours {mine}");
    }

    private static string Normal(IReadOnlyList<KeyValuePair<string, string>> block) =>
        string.Join("; ", block.Where(header => !s_ignored.Contains(header.Key)).Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
}
