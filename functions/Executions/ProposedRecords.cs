using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf.Reflection;
using P8e.Execution;
using P8e.Execution.Catalogue;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Java;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions.Executions;

/// <summary>
/// The records of a request as messages of the contract's classes: protobuf JSON, or <c>{"base64":"…"}</c> with the bytes as they shall be kept. Done before anything is stored, so that a
/// mistake is answered at once.
/// </summary>
internal static class ProposedRecords
{
    private const string Doing = "Reading a record of an execution";

    /// <exception cref="P8eInputException">A record that the contract does not take, or that is no message of its class; or no function has all its inputs.</exception>
    internal static IReadOnlyList<IntakeRecord> Read(ContractEntry entry, IReadOnlyList<KeyValuePair<string, JsonElement>> submitted)
    {
        var classes = new JavaNameIndex(entry.Descriptors.Files);
        var codec = new MessageCodec(entry.Descriptors);
        var records = new List<IntakeRecord>();
        foreach (var (name, json) in submitted)
        {
            if (!entry.Specification.Inputs.TryGetValue(name, out var className))
            {
                throw new P8eInputException(
                    ErrorCodes.SessionRecordUnknown, $"{Doing}: the contract takes none of one of the submitted names. It takes {string.Join(", ", entry.Specification.Inputs.Keys.Order(StringComparer.Ordinal))}.");
            }

            records.Add(new IntakeRecord(name, className, Read(name, json, codec, classes.Find(className))));
        }

        RequireOneFunction(entry, [.. records.Select(record => record.Name)]);
        return records;
    }

    private static byte[] Read(string name, JsonElement json, MessageCodec codec, MessageDescriptor type)
    {
        try
        {
            return IsBytes(json, out var base64) ? Checked(base64, codec, type) : codec.FromJson(type, JsonMarshal.GetRawUtf8Value(json));
        }
        catch (P8eInputException error)
        {
            throw new P8eInputException(error.Code, $"Record '{name}': {error.Message}", error);
        }
    }

    private static bool IsBytes(JsonElement json, out JsonElement base64)
    {
        base64 = default;
        return json.ValueKind == JsonValueKind.Object && json.GetPropertyCount() == 1
            && json.TryGetProperty("base64", out base64) && base64.ValueKind == JsonValueKind.String;
    }

    private static byte[] Checked(JsonElement base64, MessageCodec codec, MessageDescriptor type)
    {
        if (!base64.TryGetBytesFromBase64(out var bytes) || bytes.Length > ExecutionLimits.RecordBytesMax)
        {
            throw new P8eInputException(ErrorCodes.JsonInvalid, $"{Doing}: 'base64' is not base64 of at most {ExecutionLimits.RecordBytesMax} bytes.");
        }

        // Parsed for its errors only: the bytes are hashed, so they stay as they came.
        codec.Normalize(type, bytes);
        return bytes;
    }

    private static void RequireOneFunction(ContractEntry entry, HashSet<string> names)
    {
        var functions = ContractOutline.Of(entry.Specification).Functions;
        if (!functions.Any(function => function.Inputs.All(input => input.IsFromScope || names.Contains(input.Name))))
        {
            var missing = functions.Select(function => $"{function.Name} takes {string.Join(", ", function.Inputs.Where(input => !input.IsFromScope).Select(input => input.Name))}");
            throw new P8eInputException(ErrorCodes.SessionRecordMissing, $"{Doing}: no function of the contract has all its inputs, so nothing would be written. {string.Join("; ", missing)}.");
        }
    }
}
