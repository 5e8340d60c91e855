namespace P8e.Workflows.SubmitMessages;

/// <summary>One transaction of <see cref="SubmitMessagesInput"/>: its messages succeed or fail together.</summary>
/// <param name="Messages">At least one, in order.</param>
/// <param name="Memo">Text beside them, public for ever; null is none.</param>
public sealed record TransactionRequest(IReadOnlyList<MessageRequest> Messages, string? Memo = null);
