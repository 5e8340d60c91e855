namespace P8e.Durable;

/// <summary>Who gets an event when several waits for its name are open (functions-host 4.5). Changing it changes what old histories mean.</summary>
public enum EventWaiterOrder
{
    /// <summary>The wait that began first, as in Go and Python.</summary>
    OldestFirst,

    /// <summary>The wait that began last, as in current .NET.</summary>
    NewestFirst,
}
