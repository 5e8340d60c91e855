using P8e.Execution.Wire.Descriptions;

namespace P8e.Execution.Wire;

/// <summary>The description of a package to bytes and back.</summary>
internal static class DescriptionCodec
{
    public static void Write(WireWriter writer, PackageDescription package)
    {
        writer.List(package.Contracts, WriteContract);
        writer.List(package.ScopeSpecifications, (w, scope) =>
        {
            w.Text(scope.Uuid);
            w.Text(scope.Name);
            w.Text(scope.Description);
            w.List(scope.Parties, WriteParty);
            w.Text(scope.WebsiteUrl);
            w.Text(scope.IconUrl);
        });
        writer.List(package.DescriptorFiles, (w, file) => w.Bytes(file));
    }

    public static PackageDescription Read(WireReader reader) => new(
        reader.List(ReadContract),
        reader.List(r => new ScopeSpecificationDescription(r.Text(), r.Text(), r.Text(), r.List(ReadParty), r.Text(), r.Text())),
        reader.List(r => r.Bytes()));

    private static void WriteContract(WireWriter writer, ContractDescription contract)
    {
        writer.Text(contract.ClassName);
        writer.List(contract.Parties, WriteParty);
        writer.List(contract.ScopeSpecifications, (w, name) => w.Text(name));
        writer.List(contract.Records, (w, record) =>
        {
            w.Text(record.Name);
            w.Text(record.MessageType);
            w.Byte(record.IsList ? (byte)1 : (byte)0);
            w.Byte(record.IsOptional ? (byte)1 : (byte)0);
        });
        writer.List(contract.Functions, WriteFunction);
    }

    private static ContractDescription ReadContract(WireReader reader) => new(
        reader.Text(),
        reader.List(ReadParty),
        reader.List(r => r.Text()),
        reader.List(r => new RecordDescription(r.Text(), r.Text(), r.Flag(), r.Flag())),
        reader.List(ReadFunction));

    private static void WriteFunction(WireWriter writer, FunctionDescription function)
    {
        writer.Text(function.Name);
        writer.Int(function.InvokedBy);
        writer.List(function.Parameters, (w, parameter) =>
        {
            w.Text(parameter.Name);
            w.Text(parameter.MessageType);
            w.Byte(parameter.IsRecord ? (byte)1 : (byte)0);
        });
        writer.Text(function.RecordName);
        writer.Text(function.MessageType);
        writer.Text(function.SkippedByRecord);
    }

    private static FunctionDescription ReadFunction(WireReader reader) => new(
        reader.Text(),
        reader.Int(),
        reader.List(r => new ParameterDescription(r.Text(), r.Text(), r.Flag())),
        reader.Text(),
        reader.Text(),
        reader.Text());

    private static void WriteParty(WireWriter writer, int party) => writer.Int(party);

    private static int ReadParty(WireReader reader) => reader.Int();
}
