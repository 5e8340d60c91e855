using P8e.Cryptography.Ecies;
using P8e.Cryptography.Signatures;

namespace P8e.Functions.Affiliates;

/// <summary>The keys of one affiliate, wherever they are.</summary>
/// <param name="Signer">Signs envelopes, objects and transactions.</param>
/// <param name="Encryption">Opens what is sealed for the affiliate.</param>
/// <param name="Owned">Disposed with the affiliate.</param>
internal sealed record AffiliateKeys(ISigner Signer, IKeyAgreement Encryption, params IReadOnlyList<IDisposable> Owned);
