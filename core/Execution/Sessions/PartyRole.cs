namespace P8e.Execution.Sessions;

/// <summary>Role of a party; the numbers are those of the wire, of contracts and of the chain (p8e-sdk 1.4).</summary>
public enum PartyRole
{
    /// <summary>No role.</summary>
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
