using Google.Protobuf;
using P8e.Execution.Wire.Descriptions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;
using P8e.Protocol.Wire.ScopeContracts;
using PartyType = P8e.Protocol.Wire.Metadata.PartyType;

namespace P8e.Execution.Publishing;

/// <summary>The chain messages of a publication, field for field as the JVM's publisher sends them (p8e-sdk 3.4 steps 3 to 6), for what is missing only.</summary>
/// <param name="owner">Owner and signer.</param>
/// <param name="known">What is there.</param>
internal sealed class SpecificationMessages(string owner, IReadOnlyDictionary<MetadataAddress, KnownSpecification> known)
{
    internal IEnumerable<IMessage> Of(Publication publication) =>
        publication.Scopes.Where(scope => !known.ContainsKey(Publication.AddressOf(scope))).Select(WriteScope)
            .Concat(publication.Contracts.SelectMany(WriteContract))
            .Concat(publication.ScopeSpecifications.SelectMany(scope => Links(scope, publication.Contracts)));

    private MsgWriteScopeSpecificationRequest WriteScope(ScopeSpecificationDescription scope) => new()
    {
        Specification = new ScopeSpecification
        {
            SpecificationId = Bytes(Publication.AddressOf(scope)),
            Description = new Description { Name = scope.Name, Description_ = scope.Description, WebsiteUrl = Text(scope.WebsiteUrl), IconUrl = Text(scope.IconUrl) },
            OwnerAddresses = { owner },
            PartiesInvolved = { scope.Parties.Select(party => (PartyType)party) },
        },
        Signers = { owner },
    };

    private IEnumerable<IMessage> WriteContract(PublishableContract contract)
    {
        var wire = contract.Specification.Wire;
        if (!known.TryGetValue(contract.Address, out var there))
        {
            yield return new MsgWriteContractSpecificationRequest
            {
                Specification = new Protocol.Wire.Metadata.ContractSpecification
                {
                    SpecificationId = Bytes(contract.Address),
                    Description = new Description { Name = wire.Definition.Name, Description_ = contract.Specification.ClassName },
                    OwnerAddresses = { owner },
                    PartiesInvolved = { wire.PartiesInvolved.Select(party => (PartyType)party) },
                    Hash = contract.Specification.Hash.ToString(),
                    ClassName = contract.Specification.ClassName,
                },
                Signers = { owner },
            };
        }

        foreach (var function in wire.FunctionSpecs)
        {
            var address = MetadataAddress.ForRecordSpecification(contract.Address.PrimaryUuid, function.OutputSpec.Spec.Name);
            if (there?.Parts.Contains(address) != true)
            {
                RequireOwner(there, contract.Address, $"the record specification {function.OutputSpec.Spec.Name}");
                yield return WriteRecord(contract.Address, address, function);
            }
        }
    }

    private MsgWriteRecordSpecificationRequest WriteRecord(MetadataAddress contract, MetadataAddress address, FunctionSpec function) => new()
    {
        Specification = new RecordSpecification
        {
            SpecificationId = Bytes(address),
            Name = function.OutputSpec.Spec.Name,
            Inputs = { function.InputSpecs.Select(ToInput) },
            TypeName = function.OutputSpec.Spec.ResourceLocation.Classname,
            ResultType = DefinitionType.Proposed,
            ResponsibleParties = { (PartyType)function.InvokerParty },
        },
        ContractSpecUuid = Uuid.Format(contract.PrimaryUuid),
        Signers = { owner },
    };

    private static InputSpecification ToInput(DefinitionSpec input) => new()
    {
        Name = input.Name, TypeName = input.ResourceLocation.Classname, Hash = input.ResourceLocation.Ref.Hash,
    };

    private IEnumerable<IMessage> Links(MetadataAddress scope, IEnumerable<PublishableContract> contracts)
    {
        var there = known.GetValueOrDefault(scope);
        foreach (var contract in contracts.Where(contract => contract.ScopeSpecifications.Contains(scope) && there?.Parts.Contains(contract.Address) != true))
        {
            RequireOwner(there, scope, $"the contract specification {contract.Address}");
            yield return new MsgAddContractSpecToScopeSpecRequest { ContractSpecificationId = Bytes(contract.Address), ScopeSpecificationId = Bytes(scope), Signers = { owner } };
        }
    }

    private void RequireOwner(KnownSpecification? there, MetadataAddress address, string part)
    {
        if (there is not null && !there.Owners.Contains(owner))
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted,
                ErrorCodes.ContractSpecificationForeign,
                $"Publishing a package: {address} is on the chain, does not have {part}, and belongs to {string.Join(", ", there.Owners)}, not to {owner}. "
                + "Ask its owner to add it, or give the scope specification a UUID of your own.");
        }
    }

    // Blank texts are left out, as the publisher does.
    private static string Text(string text) => string.IsNullOrWhiteSpace(text) ? string.Empty : text;

    private static ByteString Bytes(MetadataAddress address) => ByteString.CopyFrom(address.Bytes.Span);
}
