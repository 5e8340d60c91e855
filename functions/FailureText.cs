using P8e.Durable;
using P8e.Protocol.Errors;

namespace P8e.Functions;

/// <summary>How the three error families are recorded in histories: by their code, and repeated only where that can help (design 11).</summary>
internal static class FailureText
{
    internal static TaskFailure? Describe(Exception error) =>
        error is P8eException known ? new TaskFailure(known.Code, known.Message) { IsNonRetriable = known is not P8eTransientException } : null;
}
