using Google.Protobuf;
using P8e.Protocol.Wire.Metadata;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Envelopes;

/// <summary>The existing scope that an envelope carries with it (p8e-sdk 4.4).</summary>
internal sealed class AttachedScope
{
    // The SDK packs with an empty prefix before the slash, and compares what follows the slash.
    private static readonly string TypeName = ScopeResponse.Descriptor.FullName;

    private readonly ScopeResponse _response;

    private AttachedScope(ScopeResponse response) => _response = response;

    internal IEnumerable<string> DataAccess => _response.Scope?.Scope?.DataAccess ?? [];

    internal string ValueOwner => _response.Scope?.Scope?.ValueOwnerAddress ?? string.Empty;

    /// <summary>Null when there is none.</summary>
    internal static AttachedScope? Read(Envelope envelope)
    {
        if (envelope.Scope is not { } any)
        {
            return null;
        }

        if (any.TypeUrl[(any.TypeUrl.LastIndexOf('/') + 1)..] != TypeName)
        {
            throw ContractEnvelope.Invalid("Type of the Any message does not match the given class.");
        }

        try
        {
            return new AttachedScope(ScopeResponse.Parser.ParseFrom(any.Value));
        }
        catch (InvalidProtocolBufferException error)
        {
            throw ContractEnvelope.Invalid("the scope in it is no such message", error);
        }
    }

    /// <summary>Where the record of this name was before, or null (p8e-sdk 5.4).</summary>
    internal ProvenanceReference? Ancestor(string record)
    {
        // Of two records with one name the first, though the contract is constructed with the later (E45).
        var found = _response.Records.FirstOrDefault(candidate => candidate.Record?.Name == record)?.Record;
        if (found is null)
        {
            return null;
        }

        return new ProvenanceReference
        {
            ScopeUuid = new Protocol.Wire.Scope.UUID { Value = _response.Scope?.ScopeIdInfo?.ScopeUuid ?? string.Empty },
            Hash = found.Outputs.FirstOrDefault()?.Hash ?? string.Empty,
            Name = record,
        };
    }
}
