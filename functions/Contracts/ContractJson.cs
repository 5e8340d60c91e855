using System.Text.Json;
using P8e.Execution.Catalogue;
using P8e.Execution.Sessions;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Java;

namespace P8e.Functions.Contracts;

/// <summary>The API's own shape of published contracts (design 3, law 5).</summary>
internal static class ContractJson
{
    internal static void WriteList(Utf8JsonWriter writer, IEnumerable<PublishedContract> contracts)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("contracts");
        foreach (var contract in contracts)
        {
            writer.WriteStartObject();
            WriteMembers(writer, contract);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, ContractEntry entry)
    {
        var outline = ContractOutline.Of(entry.Specification);
        writer.WriteStartObject();
        WriteMembers(writer, entry.Published);
        writer.WriteStartArray("parties");
        foreach (var role in outline.Parties)
        {
            writer.WriteStringValue(role.WireName());
        }

        writer.WriteEndArray();
        WriteValues(writer, "records", outline.Records);
        writer.WriteStartArray("functions");
        foreach (var function in outline.Functions)
        {
            writer.WriteStartObject();
            writer.WriteString("name", function.Name);
            writer.WriteString("invokedBy", function.InvokedBy.WireName());
            WriteValues(writer, "inputs", function.Inputs);
            writer.WriteStartObject("record");
            WriteMembers(writer, function.Output);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Schemas of what may be proposed, and of the records that result, by name.</summary>
    internal static void WriteSchemas(Utf8JsonWriter writer, ContractEntry entry)
    {
        var outline = ContractOutline.Of(entry.Specification);
        var schema = new MessageSchema(entry.Descriptors);
        var types = new JavaNameIndex(entry.Descriptors.Files);
        writer.WriteStartObject();
        writer.WriteString("className", entry.Published.ClassName);
        writer.WriteString("address", entry.Published.Address.ToString());
        WriteEach("inputs", entry.Specification.Inputs.Select(input => (input.Key, input.Value)));
        WriteEach("records", outline.Functions.Select(function => (function.Output.Name, function.Output.ClassName)));
        writer.WriteEndObject();

        void WriteEach(string name, IEnumerable<(string Name, string ClassName)> values)
        {
            writer.WriteStartObject(name);
            foreach (var (valueName, className) in values)
            {
                writer.WritePropertyName(valueName);
                writer.WriteRawValue(schema.Write(types.Find(className)), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, PublishedContract contract)
    {
        writer.WriteString("className", contract.ClassName);
        writer.WriteString("address", contract.Address.ToString());
        writer.WriteString("specification", contract.Specification.ToString());
        writer.WriteStartArray("scopeSpecifications");
        foreach (var scope in contract.ScopeSpecifications)
        {
            writer.WriteStringValue(scope.ToString());
        }

        writer.WriteEndArray();
        writer.WriteString("contractPackage", contract.ContractPackage.ToString());
        writer.WriteString("recordPackage", contract.RecordPackage.ToString());
        writer.WriteString("descriptors", contract.Descriptors.ToString());
        writer.WriteString("published", contract.Published);
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, IEnumerable<OutlinedValue> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStartObject();
            WriteMembers(writer, value);
            writer.WriteBoolean("fromScope", value.IsFromScope);
            writer.WriteBoolean("optional", value.IsOptional);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter writer, OutlinedValue value)
    {
        writer.WriteString("name", value.Name);
        writer.WriteString("className", value.ClassName);
    }
}
