using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Signatures;

/// <summary>A party while signatures are looked for: required or not, of use for a role or not, signed or not.</summary>
internal sealed class PartyDetails(Party party, bool usable)
{
    internal string Address => party.Address;

    internal PartyType Role => party.Role;

    /// <summary>Whether it may stand for a role that the specification asks for.</summary>
    internal bool Usable => usable;

    internal bool Required { get; set; }

    internal bool Signed { get; set; }

    /// <summary>Already stands for a role.</summary>
    internal bool Used { get; set; }

    internal bool Is(Party other) => Address == other.Address && Role == other.Role;
}
