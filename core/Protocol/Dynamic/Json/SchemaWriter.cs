using System.Text.Json;
using P8e.Protocol.Dynamic.Shapes;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>Writes one schema: message types found on the way are queued and described once each.</summary>
internal sealed class SchemaWriter(Utf8JsonWriter output)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<MessageShape> _open = new();

    internal void WriteRoot(MessageShape root)
    {
        output.WriteStartObject();
        output.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        output.WriteString("title", root.FullName);
        WriteReference(root);
        output.WriteStartObject("$defs");
        while (_open.TryDequeue(out var shape))
        {
            output.WriteStartObject(shape.FullName);
            WriteMessage(shape);
            output.WriteEndObject();
        }

        output.WriteEndObject();
        output.WriteEndObject();
    }

    private void WriteReference(MessageShape shape)
    {
        if (_known.Add(shape.FullName))
        {
            if (_known.Count > MessageSchema.MaxTypes)
            {
                throw new P8eInputException(ErrorCodes.LimitExceeded, $"Writing a JSON Schema: more than {MessageSchema.MaxTypes} message types are reachable.");
            }

            _open.Enqueue(shape);
        }

        output.WriteString("$ref", "#/$defs/" + shape.FullName);
    }

    private void WriteMessage(MessageShape shape)
    {
        switch (shape.Kind)
        {
            case MessageKind.Plain:
                WriteObject(shape);
                break;
            case MessageKind.Wrapper:
                WriteSingle(shape.Fields[0]);
                break;
            default:
                SchemaScalars.WriteWellKnown(output, shape.Kind);
                break;
        }
    }

    private void WriteObject(MessageShape shape)
    {
        output.WriteString("type", "object");
        output.WriteStartObject("properties");
        foreach (var field in shape.Fields)
        {
            output.WriteStartObject(field.EncodedName);
            WriteField(field);
            output.WriteEndObject();
        }

        output.WriteEndObject();
        if (shape.Required.Length > 0)
        {
            WriteNames("required", shape.Required);
        }

        WriteOneofs(shape);
        output.WriteBoolean("additionalProperties", false);
    }

    private void WriteField(FieldShape field)
    {
        if (field.IsMap)
        {
            output.WriteString("type", "object");
            SchemaScalars.WriteKeyNames(output, field.MapKey.Kind);
            output.WriteStartObject("additionalProperties");
            WriteSingle(field.MapValue);
            output.WriteEndObject();
        }
        else if (field.IsRepeated)
        {
            output.WriteString("type", "array");
            output.WriteStartObject("items");
            WriteSingle(field);
            output.WriteEndObject();
        }
        else
        {
            WriteSingle(field);
        }

        if (field.Descriptor.GetOptions()?.Deprecated == true)
        {
            output.WriteBoolean("deprecated", true);
        }
    }

    private void WriteSingle(FieldShape field)
    {
        if (field.IsMessage)
        {
            WriteReference(field.Message);
        }
        else
        {
            SchemaScalars.Write(output, field);
        }
    }

    // At most one: for each oneof either exactly one member is there, or none.
    private void WriteOneofs(MessageShape shape)
    {
        var oneofs = shape.Fields.Where(field => field.OneofIndex >= 0).GroupBy(field => field.OneofIndex).Where(members => members.Skip(1).Any()).ToList();
        if (oneofs.Count == 0)
        {
            return;
        }

        output.WriteStartArray("allOf");
        foreach (var members in oneofs)
        {
            output.WriteStartObject();
            output.WriteStartArray("oneOf");
            WriteRequired(members);
            output.WriteStartObject();
            output.WriteStartObject("not");
            output.WriteStartArray("anyOf");
            WriteRequired(members);
            output.WriteEndArray();
            output.WriteEndObject();
            output.WriteEndObject();
            output.WriteEndArray();
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    private void WriteRequired(IEnumerable<FieldShape> members)
    {
        foreach (var member in members)
        {
            output.WriteStartObject();
            WriteNames("required", [member]);
            output.WriteEndObject();
        }
    }

    private void WriteNames(string property, IEnumerable<FieldShape> fields)
    {
        output.WriteStartArray(property);
        foreach (var field in fields)
        {
            output.WriteStringValue(field.EncodedName);
        }

        output.WriteEndArray();
    }
}
