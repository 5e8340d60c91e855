using P8e.Access;
using P8e.Execution.Catalogue;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions.Executions;

/// <summary>What the routes of executions need of an affiliate.</summary>
/// <param name="Services">The affiliate's stores.</param>
/// <param name="Library">Its contracts.</param>
/// <param name="Account">Its account, bech32.</param>
/// <param name="Identity">Ids of requests.</param>
internal sealed record ExecutionParts(ExecutionServices Services, ContractLibrary Library, string Account, RequestIdentity Identity);
