using System.Globalization;
using System.Text.Json;
using Azure;

namespace P8e.Azure.Tables;

/// <summary>
/// Reads rows from JSON with minimal or full metadata. One reader serves one answer: the rows of a page mostly have the same property
/// names in the same order, so that each name becomes a string once per page.
/// </summary>
internal sealed class TableEntityReader
{
    public const string TypeSuffix = "@odata.type";

    /// <summary>Far above 255 properties with their annotations; keeps hostile answers linear.</summary>
    private const int MaxNames = 1024;

    private const int MaxDepth = 8;

    private readonly List<(string Name, string? Annotated)> _names = [];
    private readonly List<(string Name, EdmType Type)> _annotations = [];

    /// <summary>Reads one row from a whole answer.</summary>
    public static TableEntity ReadEntity(Response response) => Guarded(response, static (ref reader) => new TableEntityReader().Read(ref reader));

    /// <summary>Reads one row that <see cref="TableEntityWriter"/> wrote.</summary>
    /// <exception cref="JsonException">It is none; or one of <see cref="FormatException"/> and <see cref="InvalidOperationException"/>.</exception>
    public static TableEntity ReadEntity(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        Next(ref reader);
        var entity = new TableEntityReader().Read(ref reader);
        return reader.Read() ? throw new JsonException() : entity;
    }

    /// <summary>Reads the rows of <c>{"value":[…]}</c>.</summary>
    public static List<TableEntity> ReadEntities(Response response)
    {
        var rows = new TableEntityReader();
        return ReadPage(response, rows.Read);
    }

    /// <summary>Reads the table names of <c>{"value":[{"TableName":…}]}</c>.</summary>
    public static List<TableItem> ReadTables(Response response)
    {
        var rows = new TableEntityReader();
        return ReadPage(response, (ref reader) => new TableItem(rows.Read(ref reader).GetString("TableName") ?? throw new JsonException()));
    }

    private delegate T ReadOne<T>(ref Utf8JsonReader reader);

    private static List<T> ReadPage<T>(Response response, ReadOne<T> readOne) => Guarded(response, (ref reader) =>
    {
        List<T>? items = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var isItems = reader.ValueTextEquals("value"u8);
            Next(ref reader);
            if (!isItems)
            {
                reader.Skip();
                continue;
            }

            items = items is null ? [] : throw new JsonException();
            Expect(ref reader, JsonTokenType.StartArray);
            while (Next(ref reader) != JsonTokenType.EndArray)
            {
                items.Add(readOne(ref reader));
            }
        }

        return items ?? throw new JsonException();
    });

    private static T Guarded<T>(Response response, ReadOne<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(response.Content.ToMemory().Span, new JsonReaderOptions { MaxDepth = MaxDepth });
            Next(ref reader);
            var result = read(ref reader);
            return reader.Read() ? throw new JsonException() : result;
        }
        catch (Exception e) when (TableFailure.IsMalformed(e))
        {
            throw TableFailure.Unreadable(response.Status, "it is not the JSON that was asked for", e);
        }
    }

    private TableEntity Read(ref Utf8JsonReader reader)
    {
        var entity = new TableEntity();
        _annotations.Clear();
        Expect(ref reader, JsonTokenType.StartObject);
        for (var i = 0; Next(ref reader) == JsonTokenType.PropertyName; i++)
        {
            var (name, annotated) = NameAt(i, ref reader);
            Next(ref reader);
            if (annotated is not null)
            {
                _annotations.Add(entity.ContainsKey(annotated) ? throw new JsonException() : (annotated, ParseType(ref reader)));
            }
            else if (name != TableEntity.ETagName && name.StartsWith("odata.", StringComparison.Ordinal))
            {
                // Full metadata: type name, address and edit link of the row.
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null && !entity.TryAdd(name, ReadValue(ref reader, TypeOf(name))))
            {
                throw new JsonException();
            }
        }

        return entity;
    }

    private (string Name, string? Annotated) NameAt(int i, ref Utf8JsonReader reader)
    {
        if (i < _names.Count && reader.ValueTextEquals(_names[i].Name))
        {
            return _names[i];
        }

        var name = reader.GetString()!;
        var read = (name, name.EndsWith(TypeSuffix, StringComparison.Ordinal) ? name[..^TypeSuffix.Length] : null);
        if (i < _names.Count)
        {
            _names[i] = read;
        }
        else if (i < MaxNames)
        {
            _names.Add(read);
        }
        else
        {
            throw new JsonException();
        }

        return read;
    }

    // An annotation precedes its value in every answer of the service; one that follows makes the answer unreadable.
    private EdmType TypeOf(string name)
    {
        for (var i = _annotations.Count - 1; i >= 0; i--)
        {
            if (_annotations[i].Name == name)
            {
                return _annotations[i].Type;
            }
        }

        return name == TableEntity.TimestampName ? EdmType.DateTime : EdmType.None;
    }

    private static EdmType ParseType(ref Utf8JsonReader reader) => reader.GetString() switch
    {
        "Edm.String" => EdmType.String,
        "Edm.Int32" => EdmType.Int32,
        "Edm.Int64" => EdmType.Int64,
        "Edm.Double" => EdmType.Double,
        "Edm.Boolean" => EdmType.Boolean,
        "Edm.DateTime" => EdmType.DateTime,
        "Edm.Guid" => EdmType.Guid,
        "Edm.Binary" => EdmType.Binary,
        _ => throw new JsonException(),
    };

    private static object ReadValue(ref Utf8JsonReader reader, EdmType type) => (reader.TokenType, type) switch
    {
        (JsonTokenType.String, EdmType.None or EdmType.String) => reader.GetString()!,
        (JsonTokenType.String, EdmType.Int64) => ReadInt64(ref reader),
        (JsonTokenType.String, EdmType.DateTime) => reader.GetDateTimeOffset().ToUniversalTime(),
        (JsonTokenType.String, EdmType.Guid) => reader.GetGuid(),
        (JsonTokenType.String, EdmType.Binary) => reader.GetBytesFromBase64(),
        (JsonTokenType.String, EdmType.Double) => ReadSpecialDouble(ref reader),
        (JsonTokenType.Number, EdmType.Double) => reader.GetDouble(),
        (JsonTokenType.Number, EdmType.Int32) => reader.GetInt32(),
        (JsonTokenType.Number, EdmType.None) => reader.TryGetInt32(out var number) ? number : (object)reader.GetDouble(),
        (JsonTokenType.True, EdmType.None or EdmType.Boolean) => true,
        (JsonTokenType.False, EdmType.None or EdmType.Boolean) => false,
        _ => throw new JsonException(),
    };

    private static long ReadInt64(ref Utf8JsonReader reader) =>
        long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new JsonException();

    private static double ReadSpecialDouble(ref Utf8JsonReader reader) => reader.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => throw new JsonException(),
    };

    private static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw new JsonException();

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException();
        }
    }
}
