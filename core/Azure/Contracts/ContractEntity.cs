using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Execution.Catalogue;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Contracts;

/// <summary>From a published contract to the entity of a row and back.</summary>
internal static class ContractEntity
{
    private const string ClassName = "ClassName";
    private const string Specification = "Specification";
    private const string Scopes = "ScopeSpecifications";
    private const string ContractPackage = "ContractPackage";
    private const string RecordPackage = "RecordPackage";
    private const string Descriptors = "Descriptors";
    private const string Published = "PublishedTicks";

    internal static TableEntity Write(string partition, string row, PublishedContract contract)
    {
        var entity = new TableEntity(partition, row)
        {
            { ClassName, contract.ClassName },
            { Specification, contract.Specification.Bytes.ToArray() },
            { ContractPackage, contract.ContractPackage.Bytes.ToArray() },
            { RecordPackage, contract.RecordPackage.Bytes.ToArray() },
            { Descriptors, contract.Descriptors.Bytes.ToArray() },
            { Published, contract.Published.UtcTicks },
        };
        RowParts.AddSized(entity, Scopes, contract.ScopeSpecifications.SelectMany(scope => scope.Bytes.ToArray()).ToArray());
        return entity;
    }

    internal static PublishedContract Read(TableEntity entity)
    {
        try
        {
            return new PublishedContract
            {
                ClassName = entity.GetString(ClassName) ?? throw new FormatException("It has no class name."),
                Specification = Hash(entity, Specification),
                ScopeSpecifications = Addresses(RowParts.JoinSized(entity, Scopes)),
                ContractPackage = Hash(entity, ContractPackage),
                RecordPackage = Hash(entity, RecordPackage),
                Descriptors = Hash(entity, Descriptors),
                Published = new DateTimeOffset(entity.GetInt64(Published)!.Value, TimeSpan.Zero),
            };
        }
        catch (Exception error) when (RowParts.IsDamage(error))
        {
            throw new P8eStateException(
                StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, RowParts.DamageMessage("Reading the contracts", ContractTableNames.Table, entity), error);
        }
    }

    private static ObjectHash Hash(TableEntity entity, string name) => ObjectHash.FromBytes(entity.GetBinary(name));

    private static MetadataAddress[] Addresses(ReadOnlyMemory<byte> bytes)
    {
        const int Length = 1 + Uuid.Length;
        return [.. Enumerable.Range(0, (bytes.Length + Length - 1) / Length).Select(number => MetadataAddress.FromBytes(bytes.Span[(number * Length)..Math.Min((number + 1) * Length, bytes.Length)]))];
    }
}
