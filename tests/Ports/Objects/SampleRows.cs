using P8e.ObjectStore;
using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>Rows as an index gets them, and their comparison field by field.</summary>
public static class SampleRows
{
    /// <summary>The instant at which sample rows were stored, down to the tick.</summary>
    public static DateTimeOffset Created { get; } = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(7_654_321);

    /// <summary>A small inline object.</summary>
    public static ObjectRow Inline(AffiliateName affiliate, ObjectKey key, SeededRandomSource random, params IReadOnlyList<ReaderId> readers)
    {
        var ordered = readers.OrderBy(reader => reader.ToString(), StringComparer.Ordinal).ToArray();
        return new ObjectRow
        {
            Affiliate = affiliate,
            Key = key,
            Audience = AudienceId.Of(ordered),
            Readers = ordered,
            ObjectId = new Guid(random.Next(16)),
            Header = random.Next(700),
            Properties = [Property(ObjectProperties.Hash, key.Bytes), Property(ObjectProperties.Signature, random.Next(71))],
            ContentLength = 48,
            IsOwn = true,
            PayloadLength = 80,
            InlinePayload = random.Next(80),
            Created = Created,
        };
    }

    /// <summary>An open mail.</summary>
    public static MailRow Mail(AffiliateName affiliate, SeededRandomSource random, ReaderId? reader = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        var theReader = reader ?? Reader(random);
        return new MailRow
        {
            Affiliate = affiliate,
            MailId = new Guid(random.Next(16)),
            Reader = theReader,
            Key = Key(random),
            Audience = AudienceId.Of([theReader]),
            ObjectId = new Guid(random.Next(16)),
            Type = MailType.FragmentRequest,
            Arrived = Created,
            State = MailState.Open,
        };
    }

    /// <summary>An object that waits to be sent.</summary>
    public static ReplicationRow Waiting(AffiliateName affiliate, SeededRandomSource random, ReaderId? reader = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        var theReader = reader ?? Reader(random);
        return new ReplicationRow
        {
            Affiliate = affiliate,
            Reader = theReader,
            Key = Key(random),
            Audience = AudienceId.Of([theReader]),
            ObjectId = new Guid(random.Next(16)),
            Queued = Created,
            Due = Created,
        };
    }

    /// <summary>A registered key of another store, without a header.</summary>
    public static PublicKeyRow Registration(AffiliateName affiliate, SeededRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new PublicKeyRow
        {
            Affiliate = affiliate,
            Reader = Reader(random),
            Id = new Guid(random.Next(16)),
            KeyBytes = random.Next(65),
            Url = "https://eos.example.com",
            Metadata = default,
            Created = Created,
        };
    }

    /// <summary>A line about something that was done.</summary>
    public static ObjectAuditLine Line(AffiliateName affiliate, SeededRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new ObjectAuditLine
        {
            Id = new Guid(random.Next(16)),
            Affiliate = affiliate,
            At = Created,
            Actor = "operator 1",
            Act = ObjectAct.Hold,
            Key = Key(random),
            Outcome = ObjectAuditLine.Done,
            Details = string.Empty,
        };
    }

    /// <summary>What stays of an object.</summary>
    public static ObjectTombstone Tombstone(ObjectRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new ObjectTombstone
        {
            Affiliate = row.Affiliate,
            Key = row.Key,
            Audience = row.Audience,
            Readers = row.Readers,
            ObjectId = row.ObjectId,
            ContentLength = row.ContentLength,
            PayloadLength = row.PayloadLength,
            BlobName = "b",
            Created = row.Created,
            Shredded = row.Created.AddTicks(7),
            ShreddedBy = "Ämter",
        };
    }

    /// <summary>A key of some length.</summary>
    public static ObjectKey Key(SeededRandomSource random, int length = 32) => ObjectKey.FromBytes(random.Next(length));

    /// <summary>A reader.</summary>
    public static ReaderId Reader(SeededRandomSource random) => ReaderId.OfKeyBytes(random.Next(65));

    /// <summary>Many readers.</summary>
    public static IReadOnlyList<ReaderId> Readers(SeededRandomSource random, int count) => [.. Enumerable.Range(0, count).Select(_ => Reader(random))];

    /// <summary>A property.</summary>
    public static KeyValuePair<string, ReadOnlyMemory<byte>> Property(string name, ReadOnlyMemory<byte> value) => new(name, value);

    /// <summary>Asserts that a row was found and is the expected one in every field but its version, which a stored row always has.</summary>
    public static void AssertEqual(ObjectRow expected, ObjectRow? actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected.Affiliate, actual.Affiliate);
        Assert.Equal(expected.Key, actual.Key);
        Assert.Equal(expected.Audience, actual.Audience);
        Assert.Equal(expected.Readers, actual.Readers);
        Assert.Equal(expected.ObjectId, actual.ObjectId);
        Assert.Equal(expected.Header.ToArray(), actual.Header.ToArray());
        Assert.Equal(expected.Properties.Select(property => property.Key), actual.Properties.Select(property => property.Key));
        Assert.Equal(expected.Properties.Select(property => property.Value.ToArray()), actual.Properties.Select(property => property.Value.ToArray()));
        Assert.Equal(expected.ContentLength, actual.ContentLength);
        Assert.Equal(expected.PayloadLength, actual.PayloadLength);
        Assert.Equal(expected.BlobName, actual.BlobName);
        Assert.Equal(expected.InlinePayload.ToArray(), actual.InlinePayload.ToArray());
        Assert.Equal(expected.Created, actual.Created);
        Assert.Equal(expected.RetainUntil, actual.RetainUntil);
        Assert.Equal(expected.LegalHold, actual.LegalHold);
        Assert.Equal(expected.IsOwn, actual.IsOwn);
        Assert.False(string.IsNullOrEmpty(actual.Version), "A stored row has a version.");
    }
}
