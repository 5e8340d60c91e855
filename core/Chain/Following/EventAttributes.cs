using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using P8e.Chain.Blocks;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Following;

/// <summary>The attributes of one typed event: JSON texts (provenance-chain 4.1).</summary>
internal readonly struct EventAttributes(ChainEvent source)
{
    // What a JSON text cannot hold as it is.
    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

    internal MetadataAddress Metadata(string key, MetadataKind kind) =>
        MetadataAddress.TryParse(Text(key), out var address) && address.Kind == kind ? address : throw Invalid(key);

    /// <summary>As above; null when it is empty or absent.</summary>
    internal MetadataAddress? OptionalMetadata(string key, MetadataKind kind) =>
        source.Find(key) is null || Text(key).Length == 0 ? null : Metadata(key, kind);

    internal AccountAddress Account(string key) => AccountAddress.TryParse(Text(key), out var address) ? address : throw Invalid(key);

    internal ChainCoin Coin(string key) => ChainCoin.TryParse(Text(key), out var coin) ? coin : throw Invalid(key);

    internal ulong Number(string key) =>
        ulong.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(key);

    internal string Text(string key) => Plain(source.Find(key)) ?? Read(key, static (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

    internal IReadOnlyList<string> Texts(string key) => Read(key, static (ref Utf8JsonReader reader) =>
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            texts.Add(reader.GetString()!);
        }

        return reader.TokenType == JsonTokenType.EndArray ? texts : null;
    });

    private delegate T? Reading<out T>(ref Utf8JsonReader reader);

    // Nearly all values are a JSON text in which nothing is escaped: what stands between the quotes.
    private static string? Plain(string? value) =>
        value is ['"', .., '"'] && !value.AsSpan(1, value.Length - 2).ContainsAny(Special) ? value[1..^1] : null;

    private T Read<T>(string key, Reading<T> read)
        where T : class
    {
        var value = source.Find(key) ?? throw Invalid(key);
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        try
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(0, Encoding.UTF8.GetBytes(value, buffer)));
            return reader.Read() && read(ref reader) is { } result && !reader.Read() ? result : throw Invalid(key);
        }
        catch (JsonException)
        {
            throw Invalid(key);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private P8eStateException Invalid(string key) => new(
        StateErrorKind.Conflict,
        ErrorCodes.ChainEventInvalid,
        $"Reading {source.Type}: its attribute '{key}' is missing or has another form. The chain's events have changed: this program needs an update.");
}
