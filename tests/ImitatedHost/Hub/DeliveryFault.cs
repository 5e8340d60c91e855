namespace P8e.ImitatedHost.Hub;

/// <summary>What a storage queue and a host under pressure do to deliveries (functions-host 3.4, 3.6, 8.2).</summary>
public enum DeliveryFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every outcome of an activity arrives twice.</summary>
    CompletionTwice,

    /// <summary>Every activity runs twice, and the first outcome is lost.</summary>
    ActivityTwice,

    /// <summary>The answer of every orchestrator call is lost once, as at a function timeout: the same work item comes again.</summary>
    AnswerLost,
}
