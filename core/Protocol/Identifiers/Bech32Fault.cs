namespace P8e.Protocol.Identifiers;

/// <summary>Why a text is not bech32; the order is the order of the checks.</summary>
public enum Bech32Fault
{
    /// <summary>It is bech32.</summary>
    None,

    /// <summary>Fewer than 8 characters, or more than the caller allows.</summary>
    Length,

    /// <summary>A character outside printable ASCII.</summary>
    Character,

    /// <summary>Capitals and small letters together.</summary>
    MixedCase,

    /// <summary>No '1', nothing before it, or fewer than six characters after it.</summary>
    Separator,

    /// <summary>A character after the separator that is not in the bech32 alphabet.</summary>
    DataCharacter,

    /// <summary>The checksum does not fit: mistyped, cut, or bech32m.</summary>
    Checksum,

    /// <summary>The bits after the last whole byte are not zero, or there are five or more.</summary>
    Padding,
}
