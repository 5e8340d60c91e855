namespace P8e.Protocol.Dynamic;

/// <summary>What happens to fields that the message type does not have when bytes become JSON, which cannot show them.</summary>
public enum UnknownFieldPolicy
{
    /// <summary>The message is refused; nothing is lost silently.</summary>
    Refuse,

    /// <summary>They are left out of the JSON.</summary>
    Skip,
}
