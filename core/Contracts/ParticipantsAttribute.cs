namespace P8e.Contracts;

/// <summary>The parties of a contract, in the order in which they are hashed and signed (p8e-sdk 2.2). A derived class may leave it out.</summary>
/// <example><code>[Participants(PartyType.Originator, PartyType.Servicer)]</code></example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ParticipantsAttribute : Attribute
{
    /// <summary>Names the parties.</summary>
    public ParticipantsAttribute(params PartyType[] roles) => Roles = roles;

    /// <summary>The parties as declared.</summary>
    public IReadOnlyList<PartyType> Roles { get; }
}
