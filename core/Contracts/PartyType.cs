namespace P8e.Contracts;

/// <summary>
/// The role a party has in a contract; the numbers are those of the chain and of the JVM contracts (p8e-sdk 1.4). The chain's
/// GENERIC roles are missing because JVM parties cannot read them.
/// </summary>
/// <example><code>[Participants(PartyType.Originator, PartyType.Servicer)]</code></example>
public enum PartyType
{
    /// <summary>No role; no contract may name it.</summary>
    None = 0,

    /// <summary>ORIGINATOR.</summary>
    Originator = 1,

    /// <summary>SERVICER.</summary>
    Servicer = 2,

    /// <summary>INVESTOR.</summary>
    Investor = 3,

    /// <summary>CUSTODIAN.</summary>
    Custodian = 4,

    /// <summary>OWNER.</summary>
    Owner = 5,

    /// <summary>AFFILIATE.</summary>
    Affiliate = 6,

    /// <summary>OMNIBUS.</summary>
    Omnibus = 7,

    /// <summary>PROVENANCE.</summary>
    Provenance = 8,

    /// <summary>CONTROLLER.</summary>
    Controller = 10,

    /// <summary>VALIDATOR.</summary>
    Validator = 11,
}
