namespace P8e.Protocol.Tests.Wire;

/// <summary>The shape of messages.json.</summary>
internal sealed record RecordedMessages(IReadOnlyList<RecordedMessage> Messages);
