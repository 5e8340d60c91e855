using System.Text.Json;
using P8e.Chain.Following;
using P8e.Conformance.Dime;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Events;

/// <summary>One line for a recorded event and one for a typed one; equal when the typed one says the same.</summary>
internal static class TypedEvent
{
    internal static string Describe(JsonElement recorded)
    {
        var values = recorded.GetProperty("attributes").EnumerateArray()
            .ToDictionary(attribute => attribute.Text("key"), attribute => attribute.Text("value"));
        var index = values.GetValueOrDefault("msg_index", "-");
        values.Remove("msg_index");
        values.Remove("authz_msg_index");
        values.Remove("module");
        return Line(recorded.Text("type")["provenance.metadata.v1.Event".Length..], index, values.Select(value => (value.Key, Value(value.Value))));
    }

    internal static string Describe(MetadataEvent read) => read switch
    {
        EntityChanged changed => Line($"{changed.Address.Kind}{changed.Change}", Index(read), Addresses(changed)),
        LocatorChanged changed => Line($"OSLocator{changed.Change}", Index(read), [("owner", $"{changed.Owner}")]),
        NetAssetValueSet set => Line(
            "SetNetAssetValue", Index(read), [("scope_id", $"{set.Scope}"), ("price", $"{set.Price}"), ("source", set.Source), ("volume", $"{set.Volume}")]),
        MetadataCallCompleted call => Line("TxCompleted", Index(read), [("endpoint", call.Endpoint), ("signers", string.Join(',', call.Signers))]),
        _ => throw new MismatchException($"no such event is recorded: {read}"),
    };

    private static string Index(MetadataEvent read) => read.Origin.MessageIndex is { } index ? $"{index}" : "-";

    private static IEnumerable<(string Key, string Value)> Addresses(EntityChanged changed)
    {
        var address = changed.Address;
        yield return (Key(address.Kind), $"{address}");
        if (address.Kind is MetadataKind.Session or MetadataKind.Record)
        {
            yield return (Key(MetadataKind.Scope), $"{MetadataAddress.ForScope(address.PrimaryUuid)}");
        }

        if (address.Kind == MetadataKind.RecordSpecification)
        {
            yield return (Key(MetadataKind.ContractSpecification), $"{MetadataAddress.ForContractSpecification(address.PrimaryUuid)}");
        }

        if (address.Kind == MetadataKind.Record && changed.Change != EntityChange.Deleted)
        {
            yield return (Key(MetadataKind.Session), $"{changed.Session}");
        }
    }

    private static string Key(MetadataKind kind) => kind switch
    {
        MetadataKind.Scope => "scope_addr",
        MetadataKind.Session => "session_addr",
        MetadataKind.Record => "record_addr",
        MetadataKind.ContractSpecification => "contract_specification_addr",
        MetadataKind.ScopeSpecification => "scope_specification_addr",
        _ => "record_specification_addr",
    };

    private static string Value(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? string.Join(',', document.RootElement.EnumerateArray().Select(item => item.GetString()))
            : document.RootElement.GetString()!;
    }

    private static string Line(string name, string index, IEnumerable<(string Key, string Value)> values) =>
        $"{name}[{index}]{string.Concat(values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $" {value.Key}={value.Value}"))}";
}
