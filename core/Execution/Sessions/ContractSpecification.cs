using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Java;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Sessions;

/// <summary>
/// A contract's specification, as published: its bytes are hashed and signed, so they are kept as they came (p8e-sdk 1.4, 2.5). Immutable.
/// </summary>
public sealed class ContractSpecification
{
    /// <summary>JVM binary name of the message.</summary>
    internal static readonly string JavaClass = JavaName.Of(ContractSpec.Descriptor);

    private ContractSpecification(ContractSpec wire, ObjectHash hash, IReadOnlyList<PartyRole> roles)
    {
        Wire = wire;
        Hash = hash;
        Roles = roles;
        ContractPackage = ReadHash(wire.Definition.ResourceLocation.Ref, "definition");
        Inputs = wire.ConditionSpecs.SelectMany(condition => condition.InputSpecs)
            .Concat(wire.FunctionSpecs.SelectMany(function => function.InputSpecs))
            .Where(UnexecutedContract.IsProposed)
            .DistinctBy(input => input.Name)
            .ToDictionary(input => input.Name, input => input.ResourceLocation?.Classname ?? string.Empty, StringComparer.Ordinal);
    }

    /// <summary>First 16 bytes of the SHA-256 of the bytes: under this hash it is stored, and the chain names it by it (p8e-sdk 8.2).</summary>
    public ObjectHash Hash { get; }

    /// <summary>Wire name of the contract class.</summary>
    public string ClassName => Wire.Definition.ResourceLocation.Classname;

    /// <summary>Hash of the contract package.</summary>
    public ObjectHash ContractPackage { get; }

    /// <summary>Roles of the parties, in declared order.</summary>
    public IReadOnlyList<PartyRole> Roles { get; }

    /// <summary>
    /// JVM binary names of the classes of what may be proposed, by name. Where two functions ask for different classes under one name, the first
    /// counts: conditions come before functions (p8e-sdk 4.3).
    /// </summary>
    public IReadOnlyDictionary<string, string> Inputs { get; }

    internal ContractSpec Wire { get; }

    /// <summary>Reads a specification.</summary>
    /// <param name="bytes">As published, at most <see cref="ExecutionLimits.SpecificationBytesMax"/>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ContractSpecificationInvalid"/>.</exception>
    public static ContractSpecification Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ExecutionLimits.SpecificationBytesMax)
        {
            throw Invalid($"it has {bytes.Length} bytes, more than {ExecutionLimits.SpecificationBytesMax}");
        }

        ContractSpec wire;
        try
        {
            wire = ContractSpec.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw Invalid("the bytes are no such message", error);
        }

        return Of(wire, ObjectHash.FromBytes(SHA256.HashData(bytes).AsSpan(0, ObjectHash.ShortLength)));
    }

    internal static P8eInputException Invalid(string fault, Exception? cause = null) =>
        new(ErrorCodes.ContractSpecificationInvalid, $"Reading a contract specification: {fault}. Publish the contract again.", cause);

    internal static ObjectHash ReadHash(ProvenanceReference? reference, string what) =>
        ObjectHash.TryFromBytes(JavaBase64.TryDecode(reference?.Hash, ObjectHash.LongLength, out var bytes) ? bytes : [], out var hash)
            ? hash
            : throw Invalid($"the {what} names no package by hash");

    private static ContractSpecification Of(ContractSpec wire, ObjectHash hash)
    {
        if (wire.Definition?.ResourceLocation is not { Classname.Length: > 0 and <= ExecutionLimits.NameCharactersMax })
        {
            throw Invalid("it does not say which class it is for");
        }

        if (wire.FunctionSpecs.Count > ExecutionLimits.FunctionsMax || wire.PartiesInvolved.Count > ExecutionLimits.PartiesMax)
        {
            throw Invalid($"it has more than {ExecutionLimits.FunctionsMax} functions or {ExecutionLimits.PartiesMax} parties");
        }

        if (wire.FunctionSpecs.GroupBy(function => function.FuncName, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw Invalid($"it has {repeated.Count()} functions named {repeated.Key}");
        }

        return new ContractSpecification(wire, hash, [.. wire.PartiesInvolved.Select(ReadRole)]);
    }

    private static PartyRole ReadRole(PartyType type) =>
        Enum.IsDefined((PartyRole)type) ? (PartyRole)type : throw Invalid($"party type {(int)type} is unknown");
}
