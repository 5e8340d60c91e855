namespace P8e.Execution.Wire.Messages;

/// <summary>How one function ended.</summary>
/// <param name="Kind">Passed, skipped, failed, or not called because the constructor threw.</param>
/// <param name="RecordName">The name of the record that the function makes.</param>
/// <param name="MessageType">Full protobuf name: of the returned message when passed, else of the declared one.</param>
/// <param name="Value">The serialised result when passed, else empty.</param>
/// <param name="Error">What the function threw when failed, or the constructor: its message, an empty line, the trace (p8e-sdk 5.3, B-8). Else empty.</param>
public sealed record FunctionOutcome(
    OutcomeKind Kind, string RecordName, string MessageType, ReadOnlyMemory<byte> Value, string Error);
