namespace P8e.Execution.Wire.Messages;

/// <summary>How the functions of a run ended: one outcome for each call in its order. A failed function is the last, later ones did not
/// run; a constructor that threw is the only outcome.</summary>
public sealed record RanReply(IReadOnlyList<FunctionOutcome> Outcomes) : WireMessage;
