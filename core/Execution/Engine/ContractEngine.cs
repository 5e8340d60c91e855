using Google.Protobuf.WellKnownTypes;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Execution.Envelopes;
using P8e.Execution.Ports;
using P8e.Execution.Sessions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Engine;

/// <summary>
/// Executes an envelope for one party: validates it, runs its functions one after the other, stores what they return, signs the contract with the
/// results (p8e-sdk 5). Roles are not enforced: each party executes every function. Safe for use by many threads.
/// </summary>
/// <param name="objects">The party's objects.</param>
/// <param name="runner">Runs contract code.</param>
/// <param name="signer">The party's signing key.</param>
public sealed class ContractEngine(IExecutionObjects objects, IContractRunner runner, ISigner signer)
{
    /// <summary>
    /// Executes an envelope. Repeating it is safe: outputs are stored under the same hashes; only the signature may differ. Functions that have a
    /// result already do not run again.
    /// </summary>
    /// <param name="envelope">The envelope as packaged.</param>
    /// <param name="now">What the contract sees as the current time; null for the envelope's start time, else the epoch (p8e-sdk 5.2).</param>
    /// <param name="furtherReaders">Encryption keys that read the outputs beside parties and data access, such as those of a scope's other owners.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>
    /// The envelope with results and this party's signature. When a function threw, <see cref="ContractEnvelope.Failure"/> says which: nothing was
    /// stored and no other function has a result.
    /// </returns>
    /// <exception cref="P8eInputException">The envelope, the specification or the contract is wrong; nothing was stored.</exception>
    /// <exception cref="P8eStateException">The specification or a value is not there for this party, or the contract was stopped.</exception>
    /// <exception cref="P8eTransientException">Store, sandbox or signer cannot be reached now.</exception>
    public async Task<ContractEnvelope> ExecuteAsync(
        ContractEnvelope envelope, DateTimeOffset? now, IReadOnlyCollection<PublicKey> furtherReaders, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(furtherReaders);
        var executed = envelope.Wire.Clone();
        var contract = executed.Contract;
        var specification = await ReadSpecificationAsync(contract, cancellationToken).ConfigureAwait(false);
        EnvelopeValidation.Check(contract, specification);
        ContractFunction[] functions = [.. contract.Considerations.Where(IsOpen).Select(open => new ContractFunction(open, specification))];

        var hashes = EnvelopeValues.Filled(contract).Select(input => input.DataLocation.Ref.Hash)
            .Concat(functions.SelectMany(function => function.Consideration.Inputs.Select(input => input.Hash)));
        var values = await EnvelopeValues.FetchAsync(hashes, objects, cancellationToken).ConfigureAwait(false);
        var run = new EngineRun(specification, values.Records(contract), now ?? StartTime(contract), runner);
        var results = await run.RunAsync(functions, values, cancellationToken).ConfigureAwait(false);
        // Larger than the SDK's, which forgets a scope's other owners and, at all parties but the invoker, the data access (B-7).
        PublicKey[] audience = [.. envelope.Readers.Concat(furtherReaders).Distinct()];
        var stored = await Task.WhenAll(results.Select(result => StoreAsync(result, audience, cancellationToken))).ConfigureAwait(false);

        // Nothing is written into the envelope before everything is stored.
        var scope = AttachedScope.Read(executed);
        foreach (var (result, hash) in results.Zip(stored))
        {
            result.Function.Consideration.Result = result.ToWire(hash, scope);
        }

        executed.Signatures.Add(await EnvelopeSignature.SignAsync(contract, signer, cancellationToken).ConfigureAwait(false));
        return new ContractEnvelope(executed);
    }

    /// <summary>The stored specification governs, not the class.</summary>
    private async Task<ContractSpecification> ReadSpecificationAsync(Contract contract, CancellationToken cancellationToken)
    {
        var location = contract.Spec?.DataLocation;
        if (location?.Classname != ContractSpecification.JavaClass)
        {
            throw new P8eInputException(
                ErrorCodes.EnvelopeInvalid, $"Executing a contract: Spec stored at contract.spec.dataLocation is not of type {ContractSpecification.JavaClass}");
        }

        var hash = ObjectHash.Parse(location.Ref?.Hash ?? string.Empty);
        return ContractSpecification.Parse(await objects.GetAsync(hash, ExecutionLimits.SpecificationBytesMax, cancellationToken).ConfigureAwait(false));
    }

    private async Task<ObjectHash?> StoreAsync(FunctionRun result, PublicKey[] audience, CancellationToken cancellationToken) =>
        result.Outcome == FunctionOutcome.Pass ? await objects.PutAsync(result.Bytes, audience, cancellationToken).ConfigureAwait(false) : null;

    private static bool IsOpen(ConsiderationProto consideration) => consideration.Result is null || consideration.Result.CalculateSize() == 0;

    private static DateTimeOffset StartTime(Contract contract)
    {
        try
        {
            return (contract.StartTime ?? new Timestamp()).ToDateTimeOffset();
        }
        catch (InvalidOperationException error)
        {
            throw ContractEnvelope.Invalid("its start time is no time", error);
        }
    }
}
