using System.Text.Json;
using P8e.Cryptography.Keys;

namespace P8e.Functions.Executions;

/// <summary>A request to execute a contract, its shape checked and nothing more (design 4).</summary>
/// <param name="Contract">Class name or address.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Session">UUID of the session, if named.</param>
/// <param name="Role">The submitter's role, if named.</param>
/// <param name="Records">The proposed records as they came, by name, in the request's order.</param>
/// <param name="DataAccess">Encryption keys of further readers.</param>
internal sealed record ExecutionRequest(
    string Contract, SubmittedScope Scope, Guid? Session, string? Role, IReadOnlyList<KeyValuePair<string, JsonElement>> Records, IReadOnlyList<PublicKey> DataAccess);
