namespace P8e.Execution.Wire.Messages;

/// <summary>How the functions of a run ended: one outcome for each call in its order. A failed function is the last, later ones did not run.</summary>
public sealed record RanReply(IReadOnlyList<FunctionOutcome> Outcomes) : WireMessage;
