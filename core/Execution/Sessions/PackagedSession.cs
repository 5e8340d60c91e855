using P8e.Cryptography.Keys;
using P8e.Execution.Envelopes;
using P8e.Execution.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Sessions;

/// <summary>An envelope that is ready to be executed, once its values are stored.</summary>
public sealed class PackagedSession
{
    private readonly ProposedValue[] _values;

    internal PackagedSession(ContractEnvelope envelope, IReadOnlyList<PublicKey> audience, ProposedValue[] values)
    {
        Envelope = envelope;
        Audience = audience;
        _values = values;
    }

    /// <summary>The envelope.</summary>
    public ContractEnvelope Envelope { get; }

    /// <summary>Encryption keys of everybody who may read the session's values: parties, then further readers (p8e-sdk 4.4 step 3).</summary>
    public IReadOnlyList<PublicKey> Audience { get; }

    /// <summary>Hashes of the values, in the order of their names.</summary>
    public IEnumerable<ObjectHash> Hashes => _values.Select(value => value.Hash);

    /// <summary>Stores every value for the audience; returns when all are stored. Safe to repeat.</summary>
    /// <param name="objects">The invoker's objects.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ObjectHashMismatch"/>: the store filed a value under another hash.</exception>
    /// <exception cref="P8eTransientException">The store or the signer cannot be reached now.</exception>
    public Task StoreAsync(IExecutionObjects objects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objects);
        return Task.WhenAll(_values.Select(value => StoreAsync(objects, value, cancellationToken)));
    }

    private async Task StoreAsync(IExecutionObjects objects, ProposedValue value, CancellationToken cancellationToken)
    {
        var stored = await objects.PutAsync(value.Bytes, Audience, cancellationToken).ConfigureAwait(false);
        if (!stored.Equals(value.Hash))
        {
            throw new P8eInputException(
                ErrorCodes.ObjectHashMismatch,
                $"Storing a proposed record: the store filed {value.Hash} under {stored}. The value changed while it was stored; package the session again.");
        }
    }
}
