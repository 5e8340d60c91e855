namespace P8e.Access;

/// <summary>Who may call.</summary>
public enum AccessMode
{
    /// <summary>Everything but health needs a key or a token.</summary>
    Keys,

    /// <summary>Everybody who reaches the program may do everything, as <c>local</c>. Only where all listen addresses are loopback: a developer's machine.</summary>
    Loopback,
}
