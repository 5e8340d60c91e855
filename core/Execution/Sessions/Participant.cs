using P8e.Cryptography.Keys;

namespace P8e.Execution.Sessions;

/// <summary>A party of a session.</summary>
/// <param name="Role">The role it plays; one party for each role.</param>
/// <param name="SigningKey">Signs results and transactions; its address is the party's account.</param>
/// <param name="EncryptionKey">Reads the session's objects.</param>
public sealed record Participant(PartyRole Role, PublicKey SigningKey, PublicKey EncryptionKey);
