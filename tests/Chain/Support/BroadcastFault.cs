namespace P8e.Chain.Tests.Support;

/// <summary>What may become of a broadcast.</summary>
internal enum BroadcastFault
{
    None,
    LostBefore,
    LostAfter,
    Twice,
    Full,
    Evicted,
    Refused,
    MismatchWithoutNumbers,
}
