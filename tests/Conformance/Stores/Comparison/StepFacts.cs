using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Recording;
using P8e.Conformance.Stores.Server;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>What is known about a step when a difference is judged.</summary>
/// <param name="Step">The recorded step.</param>
/// <param name="Answer">Our answer.</param>
/// <param name="Finding">In what it differs.</param>
/// <param name="Setup">How our store is set up.</param>
/// <param name="Frames">The request as it was sent.</param>
internal sealed record StepFacts(StoreStep Step, StoreAnswer Answer, Finding Finding, StoreSetup Setup, IReadOnlyList<byte[]> Frames)
{
    internal RecordedStatus Recorded => Step.Status;

    /// <summary>Whether the recorded call ended with this status and a text that begins so.</summary>
    internal bool Theirs(int code, string text) => Recorded.Code == code && Recorded.Message.StartsWith(text, StringComparison.Ordinal);

    /// <summary>Whether ours ended with exactly this.</summary>
    internal bool Ours(int code, string text) => Finding.Kind == FindingKind.Status && Answer.Code == code && Answer.Message == text && Answer.Messages.Count == 0;

    /// <summary>Whether ours ended with this status and a text that begins so.</summary>
    internal bool OursBegins(int code, string text) =>
        Finding.Kind == FindingKind.Status && Answer.Code == code && Answer.Message.StartsWith(text, StringComparison.Ordinal) && Answer.Messages.Count == 0;
}
