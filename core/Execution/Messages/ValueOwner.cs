using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Messages;

/// <summary>Who owns the value of a new scope (p8e-sdk 7.1).</summary>
internal static class ValueOwner
{
    /// <summary>The invoker if it is a party; else the first owner, originator or party.</summary>
    internal static string Of(Envelope envelope, Func<Recital, string> addressOf)
    {
        var recitals = envelope.Contract.Recitals;
        var invoker = envelope.Contract.Invoker?.SigningPublicKey?.PublicKeyBytes;
        var chosen = recitals.FirstOrDefault(recital => invoker is { IsEmpty: false } && recital.Signer?.SigningPublicKey?.PublicKeyBytes == invoker)
            ?? recitals.FirstOrDefault(recital => recital.SignerRole == PartyType.Owner)
            ?? recitals.FirstOrDefault(recital => recital.SignerRole == PartyType.Originator)
            ?? recitals.FirstOrDefault();
        return chosen is not null
            ? addressOf(chosen)
            : throw new P8eInputException(
                ErrorCodes.EnvelopeValueOwnerMissing, "Making the chain's messages of an envelope: no suitable party found to be value owner. Package it with at least one party.");
    }
}
