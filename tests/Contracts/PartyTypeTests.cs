namespace P8e.Contracts.Tests;

public sealed class PartyTypeTests
{
    [Fact]
    public void PartyType_EveryMember_HasTheNumberOfTheWire() => Assert.Equal(
        Enum.GetValues<Protocol.Wire.ScopeContracts.PartyType>().Select(party => (party.ToString(), (int)party)),
        Enum.GetValues<PartyType>().Select(party => (party.ToString(), (int)party)));
}
