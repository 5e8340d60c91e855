using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Execution.Catalogue;
using P8e.Execution.Sessions;
using P8e.Execution.Specs;
using P8e.Execution.Wire.Descriptions;
using P8e.Protocol;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Publishing;

/// <summary>
/// Everything that publishing a package takes, made of its description and its two hashes alone, so that a repeat makes the same: specifications, descriptors, chain messages
/// (p8e-sdk 2.6, 3.4). Immutable.
/// </summary>
public sealed class Publication
{
    private readonly ObjectHash _contractPackage;
    private readonly ObjectHash _recordPackage;

    private Publication(
        ObjectHash contractPackage, ObjectHash recordPackage, ReadOnlyMemory<byte> descriptors, IReadOnlyList<PublishableContract> contracts, IReadOnlyList<ScopeSpecificationDescription> scopes)
    {
        _contractPackage = contractPackage;
        _recordPackage = recordPackage;
        Descriptors = descriptors;
        Contracts = contracts;
        Scopes = scopes;
    }

    /// <summary>The contracts, ordinal by class name.</summary>
    public IReadOnlyList<PublishableContract> Contracts { get; }

    /// <summary>FileDescriptorSet of the records: equal packages give equal bytes.</summary>
    public ReadOnlyMemory<byte> Descriptors { get; }

    /// <summary>Addresses of the scope specifications that the package defines.</summary>
    public IEnumerable<MetadataAddress> ScopeSpecifications => Scopes.Select(AddressOf);

    internal IReadOnlyList<ScopeSpecificationDescription> Scopes { get; }

    /// <summary>Makes the publication of a package.</summary>
    /// <param name="package">What the sandbox read. It ran code of the package, so nothing in it is believed.</param>
    /// <param name="contractPackage">SHA-256 of the contract assembly.</param>
    /// <param name="recordPackage">SHA-256 of the record assembly.</param>
    /// <exception cref="P8eInputException">
    /// <see cref="ErrorCodes.ContractInvalid"/>: a rule of p8eCheck is broken; <see cref="ErrorCodes.DescriptorInvalid"/>, <see cref="ErrorCodes.DescriptorUnknownType"/>,
    /// <see cref="ErrorCodes.ContractSpecificationInvalid"/>, <see cref="ErrorCodes.LimitExceeded"/>.
    /// </exception>
    internal static Publication Of(PackageDescription package, ObjectHash contractPackage, ObjectHash recordPackage)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(contractPackage);
        ArgumentNullException.ThrowIfNull(recordPackage);
        PackageRules.Check(package);
        var descriptors = RecordDescriptors.Serialize(package);
        var builder = new ContractSpecBuilder(contractPackage, recordPackage, DescriptorSet.Load(descriptors));
        var scopes = package.ScopeSpecifications.ToDictionary(scope => scope.Name, AddressOf, StringComparer.Ordinal);
        return new Publication(
            contractPackage,
            recordPackage,
            descriptors,
            [.. package.Contracts.OrderBy(contract => contract.ClassName, StringComparer.Ordinal).Select(Publishable)],
            package.ScopeSpecifications);

        PublishableContract Publishable(ContractDescription contract)
        {
            var bytes = builder.Build(contract).ToByteArray();
            return new PublishableContract(ContractSpecification.Parse(bytes), bytes, [.. contract.ScopeSpecifications.Distinct(StringComparer.Ordinal).Select(name => scopes[name])]);
        }
    }

    /// <summary>
    /// The messages that write what the chain lacks, in the order in which they must be sent: scope specifications, each contract specification with its records, links
    /// (p8e-sdk 3.4). None when nothing is missing.
    /// </summary>
    /// <param name="owner">Owner of what is new, and signer.</param>
    /// <param name="known">What is on the chain of <see cref="ScopeSpecifications"/> and of the contracts' addresses. It is added to, never changed.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ContractSpecificationForeign"/>: something must be added to a specification that others own.</exception>
    public IReadOnlyList<ChainMessage> MessagesFor(AccountAddress owner, IReadOnlyDictionary<MetadataAddress, KnownSpecification> known)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(known);
        return [.. new SpecificationMessages(owner.ToString(), known).Of(this).Select(ChainMessage.From)];
    }

    /// <summary>Rows of the catalogue, in the order of <see cref="Contracts"/>.</summary>
    /// <param name="published">When; UTC.</param>
    public IEnumerable<PublishedContract> ToRows(DateTimeOffset published)
    {
        var descriptors = ObjectHash.FromBytes(SHA256.HashData(Descriptors.Span));
        return Contracts.Select(contract => new PublishedContract
        {
            ClassName = contract.Specification.ClassName,
            Specification = contract.Specification.Hash,
            ScopeSpecifications = contract.ScopeSpecifications,
            ContractPackage = _contractPackage,
            RecordPackage = _recordPackage,
            Descriptors = descriptors,
            Published = published,
        });
    }

    internal static MetadataAddress AddressOf(ScopeSpecificationDescription scope) => MetadataAddress.ForScopeSpecification(Uuid.Parse(scope.Uuid));
}
