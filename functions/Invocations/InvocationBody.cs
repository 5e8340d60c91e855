using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text.Json;
using P8e.Durable.Wire;
using P8e.Protocol.Errors;

namespace P8e.Functions.Invocations;

/// <summary>The body of a wrapped call: <c>{"Data":{…},"Metadata":{…}}</c> (functions-host 2.1, 2.2).</summary>
internal sealed class InvocationBody
{
    /// <summary>Name of the durable client's binding in every function.json that has one.</summary>
    internal const string ClientBinding = "client";

    /// <summary>Longest body: a request of the engine's longest, in base64, and as much again for what stands around it.</summary>
    internal const int BytesMax = (OrchestratorHandler.RequestBytesMax / 3 * 4) + (1024 * 1024);

    private const int DepthMax = 64;
    private const string Data = "Data";
    private const string Metadata = "Metadata";

    private readonly byte[] _bytes;
    private readonly Dictionary<(string Part, string Name), Range> _values = [];

    private InvocationBody(byte[] bytes)
    {
        _bytes = bytes;
        try
        {
            Index(bytes);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Malformed("it is not {\"Data\":{…},\"Metadata\":{…}}");
        }
    }

    /// <summary>Reads a body; what is allocated follows what arrived.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>, <see cref="ErrorCodes.RequestMalformed"/>.</exception>
    internal static async Task<InvocationBody> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > BytesMax)
            {
                throw new P8eInputException(ErrorCodes.LimitExceeded, $"Reading a call of the Functions host: it has more than {BytesMax} bytes.");
            }

            if (read.IsCompleted)
            {
                var bytes = GC.AllocateUninitializedArray<byte>((int)read.Buffer.Length);
                read.Buffer.CopyTo(bytes);
                reader.AdvanceTo(read.Buffer.End);
                return new InvocationBody(bytes);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The trigger's value as the binding delivers it: JSON text, which for durable triggers is a string with the payload (functions-host 2.4).</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>.</exception>
    internal ReadOnlySpan<byte> Trigger() => Value(Data, TriggerName());

    /// <summary>The base64 payload of an orchestrator's trigger.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>.</exception>
    internal byte[] TriggerMessage()
    {
        var value = Trigger();
        // Histories are long, so what the host writes without further escapes is decoded where it stands.
        var isPlain = value.Length > 6 && value.StartsWith("\"\\\""u8) && value.EndsWith("\\\"\""u8) && value[3..^3].IndexOf((byte)'\\') < 0;
        var encoded = isPlain ? value[3..^3] : Inner(Inner(value)) ?? throw Malformed("the trigger's value is no text inside a text");
        var message = GC.AllocateUninitializedArray<byte>((encoded.Length / 4 * 3) - (encoded.EndsWith("=="u8) ? 2 : encoded.EndsWith("="u8) ? 1 : 0));
        return Base64.DecodeFromUtf8(encoded, message, out var read, out var written) == OperationStatus.Done && read == encoded.Length && written == message.Length
            ? message
            : throw Malformed("the trigger's value is no base64");
    }

    /// <summary>The scheduled text of an activity's trigger; <c>null</c> when none was scheduled (functions-host 3.5).</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>.</exception>
    internal string TriggerText()
    {
        var literal = Inner(Trigger()) ?? throw Malformed("the trigger's value is no text");
        return literal.AsSpan().SequenceEqual("null"u8) ? "null" : Text(Inner(literal) ?? throw Malformed("the trigger's value is no text inside a text"));
    }

    /// <summary>The orchestration that an activity is called by, which is to be trusted as far as our own inputs are strings (functions-host 3.5).</summary>
    internal string InstanceId() => _values.ContainsKey((Metadata, "instanceId")) && Inner(Inner(Value(Metadata, "instanceId"))) is { } id ? Text(id) : string.Empty;

    /// <summary>The JSON text of the durable client's binding; null without one.</summary>
    internal byte[]? Client() => _values.ContainsKey((Data, ClientBinding)) ? Inner(Value(Data, ClientBinding)) : null;

    internal static P8eInputException Malformed(string what) => new(ErrorCodes.RequestMalformed, $"Reading a call of the Functions host: {what} (functions-host 2).");

    private string TriggerName()
    {
        var names = _values.Keys.Where(key => key.Part == Data && key.Name != ClientBinding).Select(key => key.Name).ToArray();
        return names.Length == 1 ? names[0] : throw Malformed($"Data holds {names.Length} values beside '{ClientBinding}', not one");
    }

    private Span<byte> Value(string part, string name) => _bytes.AsSpan(_values[(part, name)]);

    private void Index(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DepthMax });
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var part = reader.GetString()!;
            reader.Read();
            if (part is not (Data or Metadata))
            {
                reader.Skip();
                continue;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Malformed($"{part} is no object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                _values[(part, name)] = start..(int)reader.BytesConsumed;
            }
        }

        // To the end, so that whatever follows is noticed.
        while (reader.Read())
        {
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw Malformed($"{type} was expected");
        }
    }

    /// <summary>The content of a JSON string, unescaped; null when the text is no JSON string.</summary>
    private static byte[]? Inner(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DepthMax });
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            {
                return null;
            }

            var content = new byte[reader.ValueSpan.Length];
            var length = reader.CopyString(content);
            return length == content.Length ? content : content[..length];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Malformed("a value is no JSON text");
        }
    }

    private static string Text(byte[] utf8) => System.Text.Encoding.UTF8.GetString(utf8);
}
