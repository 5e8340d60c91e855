namespace P8e.Workflows.ExecuteContract;

/// <summary>What an execution is started with: names, addresses and hashes, never a record (design 4).</summary>
/// <param name="Account">The account that signs the transaction.</param>
/// <param name="Contract">Wire name of the contract class.</param>
/// <param name="Specification">Base64 hash of the contract specification, 16 bytes.</param>
/// <param name="ScopeSpecification">UUID of the scope's specification.</param>
/// <param name="Role">The submitter's role, as on the wire, for example OWNER.</param>
/// <param name="Intake">Base64 hash of the object that holds the submitted records (<see cref="Intake"/>).</param>
/// <param name="DataAccess">Encryption keys of further readers, as <see cref="Cryptography.Keys.KeyText"/> writes them.</param>
/// <param name="Submitted">When the request was taken, UTC: the time that the contract sees.</param>
public sealed record ExecuteContractInput(
    string Account,
    string Contract,
    string Specification,
    Guid ScopeSpecification,
    string Role,
    string Intake,
    IReadOnlyList<string> DataAccess,
    DateTimeOffset Submitted)
{
    /// <summary>UUID of the scope, when the request names it.</summary>
    public Guid? Scope { get; init; }

    /// <summary>UUID of the session, when the request names it.</summary>
    public Guid? Session { get; init; }
}
