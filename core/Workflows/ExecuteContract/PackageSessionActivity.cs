using P8e.Cryptography.Keys;
using P8e.Durable;
using P8e.Execution;
using P8e.Execution.Sessions;
using P8e.Index.Rows;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.Ports;

namespace P8e.Workflows.ExecuteContract;

/// <summary>
/// Packages what was submitted as an envelope and stores every input, then the envelope, for all who may read them (p8e-sdk 4.4). Safe to repeat: the same bytes under the same hashes.
/// </summary>
/// <param name="services">The affiliate.</param>
public sealed class PackageSessionActivity(ExecutionServices services) : IActivity<SessionToPackage, string>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "PackageSession.v1";

    /// <summary>Packages and stores.</summary>
    /// <returns>Base64 hash of the envelope.</returns>
    /// <exception cref="P8eInputException">The records, the role or the readers are not what the contract asks for.</exception>
    /// <exception cref="P8eStateException">The submitted records or the specification are not there.</exception>
    public async Task<string> RunAsync(ActivityContext context, SessionToPackage input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var request = input.Request;
        await services.Executions.BeginAsync(services.Affiliate, new ExecutionRow(context.InstanceId, request.Contract, input.Scope, request.Submitted), cancellationToken).ConfigureAwait(false);
        await RequireNewAsync(request, cancellationToken).ConfigureAwait(false);
        var specification = ContractSpecification.Parse(
            await services.Objects.GetAsync(ObjectHash.Parse(request.Specification), ExecutionLimits.SpecificationBytesMax, cancellationToken).ConfigureAwait(false));
        var intake = await services.Objects.GetAsync(ObjectHash.Parse(request.Intake), IntakeContent.BytesMax, cancellationToken).ConfigureAwait(false);
        var session = Package(specification, input, IntakeContent.Read(intake));
        await session.StoreAsync(services.Objects, cancellationToken).ConfigureAwait(false);
        return (await services.Objects.PutAsync(session.Envelope.ToBytes(), session.Audience, cancellationToken).ConfigureAwait(false)).ToString();
    }

    /// <summary>Only a scope that the request names can be there already. Writing it as new would change it without its history.</summary>
    private async Task RequireNewAsync(ExecuteContractInput request, CancellationToken cancellationToken)
    {
        if (request.Scope is { } named
            && await services.Index.FindScopeRowAsync(services.Affiliate, MetadataAddress.ForScope(named), cancellationToken).ConfigureAwait(false) is { Standing: ScopeStanding.Current })
        {
            throw new P8eStateException(
                StateErrorKind.Conflict, ErrorCodes.ScopeExists, $"Packaging a session: scope {named} is on the chain already; sessions on existing scopes are not built yet. Leave the scope out, or name a new one.");
        }
    }

    private PackagedSession Package(ContractSpecification specification, SessionToPackage input, IReadOnlyList<IntakeRecord> records)
    {
        var ids = new SessionIds(input.Scope, input.Request.ScopeSpecification, input.Session, input.Execution);
        var invoker = new Participant(PartyRoleName.Parse(input.Request.Role), services.Signer.PublicKey, services.EncryptionKey);
        var builder = new SessionBuilder(specification, ids, invoker, services.IsMainNet);
        foreach (var reader in input.Request.DataAccess)
        {
            builder.AddDataAccess(KeyText.ReadPublic(reader));
        }

        foreach (var record in records)
        {
            builder.AddProposedRecord(record.Name, record.ClassName, record.Bytes);
        }

        return builder.Build();
    }
}
