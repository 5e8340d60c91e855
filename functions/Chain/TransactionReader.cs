using System.Buffers;
using System.Text.Json;
using P8e.Protocol;
using P8e.Protocol.Dynamic;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire;
using P8e.Workflows.SubmitMessages;

namespace P8e.Functions.Chain;

/// <summary>
/// Reads <c>{"transactions":[{"messages":[{"@type":"/…", …}],"memo":"…"}]}</c>: messages in protobuf JSON, of types that callers may submit. Unknown members are errors.
/// </summary>
/// <param name="furtherMessages">Type URLs that are allowed beside the metadata module's messages.</param>
internal sealed class TransactionReader(IEnumerable<string> furtherMessages)
{
    private const string MetadataMessages = "/provenance.metadata.v1.Msg";
    private const string Doing = "Reading the transactions";
    private const int DepthMax = 64;

    private static readonly DescriptorSet Types = DescriptorSet.FromFiles(WireFiles.All);
    private static readonly MessageCodec Codec = new(Types);

    private readonly HashSet<string> _further = [.. furtherMessages];

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.JsonInvalid"/> and what <see cref="MessageCodec.FromJson"/> throws.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ChainMessageForbidden"/>.</exception>
    internal IReadOnlyList<TransactionRequest> Read(ReadOnlyMemory<byte> body) => JsonBody.Read(body, DepthMax, Transactions, Invalid);

    private IReadOnlyList<TransactionRequest> Transactions(JsonElement root)
    {
        var transactions = Members(root, "transactions").GetValueOrDefault("transactions");
        Require(transactions.ValueKind == JsonValueKind.Array, "'transactions' is not a list");
        Require(
            transactions.GetArrayLength() is >= 1 and <= SubmitMessagesInput.TransactionsMaximum,
            $"'transactions' has {transactions.GetArrayLength()} elements, allowed are 1 to {SubmitMessagesInput.TransactionsMaximum}");
        return [.. transactions.EnumerateArray().Select(Transaction)];
    }

    private TransactionRequest Transaction(JsonElement element)
    {
        var members = Members(element, "messages", "memo");
        var messages = members.GetValueOrDefault("messages");
        Require(messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0, "'messages' is not a list with at least one message");
        var memo = members.GetValueOrDefault("memo");
        Require(memo.ValueKind is JsonValueKind.String or JsonValueKind.Undefined, "'memo' is not a text");
        return new TransactionRequest([.. messages.EnumerateArray().Select(Message)], memo.ValueKind == JsonValueKind.String ? memo.GetString() : null);
    }

    private MessageRequest Message(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.Object && element.TryGetProperty("@type", out var named) && named.ValueKind == JsonValueKind.String, "a message has no '@type'");
        var typeUrl = element.GetProperty("@type").GetString()!;
        if (!typeUrl.StartsWith(MetadataMessages, StringComparison.Ordinal) && !_further.Contains(typeUrl))
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted,
                ErrorCodes.ChainMessageForbidden,
                $"{Doing}: messages of this type may not be submitted here. The metadata module's may; others are named in Chain__FurtherMessages.");
        }

        var type = Types.FindMessage(typeUrl[1..]);
        return new MessageRequest(typeUrl, Convert.ToBase64String(ChainMessage.FromBytes(typeUrl, Codec.FromJson(type, WithoutType(element))).Value.Span));
    }

    private static byte[] WithoutType(JsonElement message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in message.EnumerateObject().Where(member => member.Name != "@type"))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element, params string[] known)
    {
        Require(element.ValueKind == JsonValueKind.Object, "an object is missing");
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in element.EnumerateObject())
        {
            Require(known.Contains(member.Name) && members.TryAdd(member.Name, member.Value), $"an object has members other than {string.Join(", ", known)}, or one twice");
        }

        return members;
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw Invalid(what);
        }
    }

    private static P8eInputException Invalid(string what) => new(ErrorCodes.JsonInvalid, $"{Doing}: {what}.");
}
