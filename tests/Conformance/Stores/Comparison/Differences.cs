using P8e.Grpc;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>Every difference that is meant. A step is explained by one of them only when our answer is exactly the declared one.</summary>
internal static class Differences
{
    private const int Ok = (int)GrpcStatusCode.Ok;
    private const int Cancelled = (int)GrpcStatusCode.Cancelled;
    private const int InvalidArgument = (int)GrpcStatusCode.InvalidArgument;
    private const int DeadlineExceeded = (int)GrpcStatusCode.DeadlineExceeded;
    private const int NotFound = (int)GrpcStatusCode.NotFound;
    private const int PermissionDenied = (int)GrpcStatusCode.PermissionDenied;
    private const int Internal = (int)GrpcStatusCode.Internal;
    private const int Unavailable = (int)GrpcStatusCode.Unavailable;
    private const uint ResetCancel = 8;

    /// <summary>What no single step shows: it is counted by the case that reads at once what was put.</summary>
    internal static Difference ShortReads { get; } = new(
        "3.5 no. 7", "a Get right after its Put comes back short, with OK, now and then", "whole, every time", "an acknowledged object can be read", _ => false);

    internal static IReadOnlyList<Difference> All { get; } = [ShortReads, .. Containers(), .. Deadlines(), .. Storage(), .. Mail(), .. Keys()];

    private static IEnumerable<Difference> Containers() =>
    [
        new(
            "3.3, 12.1", "a cut container crashes the handler: RST_STREAM CANCEL, no status", "INVALID_ARGUMENT `DimeError(…)`", "a caller cannot tell a crash from its own cancelling",
            facts => facts.Recorded.IsCrash && facts.OursBegins(InvalidArgument, "DimeError(")),
        new(
            "3.3", "an audience or a mail's owner that is missing or no text: INTERNAL", "INVALID_ARGUMENT `Invalid Dime proto - audience list`, as the Rust store with replication on",
            "the uploader is wrong, not the server; repeating does not help",
            facts => (facts.Theirs(Internal, "DimeError(InternalInvalidState(") || (facts.Theirs(Internal, "SqlError(") && facts.Recorded.Message.Contains("invalid byte sequence", StringComparison.Ordinal)))
                && facts.Ours(InvalidArgument, "Invalid Dime proto - audience list")),
        new(
            "1.2, 6.3", "a hash or key that is too long for a database index: INTERNAL", "INVALID_ARGUMENT that names our limit", "a limit that can be read, the same for every database",
            facts => facts.Theirs(Internal, "SqlError(") && facts.Recorded.Message.Contains("index row", StringComparison.Ordinal)
                && facts.OursBegins(InvalidArgument, "") && Requests.NamesLimit(facts.Answer.Message)),
        new(
            "3.3", "an unread field of the container's protobuf with another wire type or a text that is not UTF-8: INVALID_ARGUMENT", "stored, byte for byte",
            "our protobuf library keeps what it does not know, as the JVM's does; nobody reads the field",
            facts => (facts.Recorded.Message.Contains("UnexpectedWireType", StringComparison.Ordinal) || facts.Recorded.Message.Contains("InvalidString", StringComparison.Ordinal))
                && facts.Theirs(InvalidArgument, "DimeError(ProstDecodeError(") && facts.Answer.Code == Ok && facts.Finding.Kind is FindingKind.Status or FindingKind.RowExtra),
        new(
            "3.5 no. 2", "keys with `;` in them: another audience with the same joined text is taken for a repeat", "another object", "distinct audiences never collide",
            facts => facts.Step.Find("db")?.ValueKind == System.Text.Json.JsonValueKind.String && facts.Answer.Code == Ok && Requests.ReadersHave(facts.Frames, ';')
                && ((facts.Finding.Kind == FindingKind.Messages && Requests.AnswersOwnContainer(facts)) || facts.Finding is { Kind: FindingKind.RowExtra, Table: StoreTables.Objects })),
        new(
            "1.2, 3.3", "sizes of headers, properties, keys and mail have no limit of their own", "INVALID_ARGUMENT that names our limit", "bounded memory, rows of a known size",
            facts => facts.Recorded.Code == Ok && facts.Answer.Code == InvalidArgument && facts.Answer.Messages.Count == 0 && Requests.NamesLimit(facts.Answer.Message)
                && facts.Finding.Kind is FindingKind.Status or FindingKind.RowMissing or FindingKind.RowChange),
        new(
            "3.4, 12.7", "with another STORAGE_THRESHOLD `name` says where the bytes lie", "`name` depends on the default threshold alone", "a text that nobody is known to read",
            facts => facts.Setup.Threshold != 5000 && facts.Answer.Code == Ok && facts.Finding.Kind == FindingKind.Messages && facts.Step.Call.EndsWith("/Put", StringComparison.Ordinal)
                && Requests.DiffersOnlyInName(facts)),
    ];

    private static IEnumerable<Difference> Deadlines() =>
    [
        new(
            "2.4", "an expired deadline: CANCELLED `Timeout expired`", "DEADLINE_EXCEEDED", "gRPC's own status for it; CANCELLED reads like the caller's own doing",
            facts => facts.Theirs(Cancelled, "Timeout expired") && facts.Ours(DeadlineExceeded, "Deadline Exceeded")),
        new(
            "2.4", "a deadline of at most 1 ms: now met, now not", "the same", "chance decides on both sides",
            facts => Requests.DeadlineOf(facts.Step) <= TimeSpan.FromMilliseconds(1)
                && (facts.Answer is { Code: Ok } || facts.Answer is { Code: DeadlineExceeded, Message: "Deadline Exceeded", Messages.Count: 0 })
                && facts.Finding.Kind is FindingKind.Status or FindingKind.RowExtra or FindingKind.RowMissing),
        new(
            "2.4", "a stream that has begun goes on after its deadline", "RST_STREAM CANCEL while it waits for its reader", "a caller that gave up must not hold memory",
            facts => Requests.DeadlineOf(facts.Step) is not null && facts.Recorded.Code == Ok && facts.Answer is { Code: null, ResetCode: ResetCancel }),
    ];

    private static IEnumerable<Difference> Storage() =>
    [
        new(
            "3.5 no. 5", "a failed write of a file leaves a row without bytes: Put INTERNAL, then Get INTERNAL", "no row: Put UNAVAILABLE, then Get NOT_FOUND", "bytes first, row last",
            facts => facts.Theirs(Internal, "StorageError(")
                && (facts.OursBegins(Unavailable, "Reaching the storage") || facts.OursBegins(NotFound, "NotFound(\"Unable to find object") || Requests.IsRowOfFailedPut(facts))),
        new(
            "3.5 no. 5", "repeating that Put finds the row", "it makes the object", "the row above",
            facts => Requests.FollowsFailedPut(facts.Step) && facts.Answer.Code == Ok && facts.Finding.Kind == FindingKind.RowExtra && facts.Finding.Table == StoreTables.Objects),
        new(
            "3.5 no. 4", "a repeat of an object whose file was lost keeps the row of the first", "the row takes header and payload of the repeat, under the same UUID", "a header belongs to its own ciphertext",
            facts => Requests.FollowsLostFile(facts.Step) && facts.Answer.Code == Ok
                && ((facts.Finding.Kind == FindingKind.Messages && Requests.AnswersOwnContainer(facts)) || facts.Finding is { Kind: FindingKind.RowChange, Table: StoreTables.Objects })),
        new(
            "4", "a file that was cut or grew is sent as it is, with OK", "INTERNAL after the bytes that there are", "a short object must not look whole",
            facts => Server.Damage.OfCase(facts.Step.Case) is not null && facts.Recorded.Code == Ok && facts.Finding.Kind == FindingKind.Status
                && facts.Answer is { Code: Internal, IsTrailersOnly: false } && facts.Answer.Message.Contains("the storage has not the", StringComparison.Ordinal)),
        new(
            "6.9", "an unreachable database: INTERNAL `SqlError(…)`", "UNAVAILABLE", "repeating helps",
            facts => facts.Recorded.Message.StartsWith("SqlError(Database(PgDatabaseError { severity: Fatal", StringComparison.Ordinal) && facts.OursBegins(Unavailable, "Reaching the storage")),
    ];

    private static IEnumerable<Difference> Mail() =>
    [
        new(
            "6.6", "a negative max_results: INTERNAL", "INVALID_ARGUMENT", "the caller is wrong, not the server",
            facts => facts.Theirs(Internal, "SqlError(") && facts.Ours(InvalidArgument, "max_results must not be negative")),
        new(
            "6.6", "acknowledging again overwrites the time", "the first time stays", "the time says when it was dealt with; the recordings show only that a time is there",
            facts => facts.Step.Call.EndsWith("/Ack", StringComparison.Ordinal) && facts.Recorded.Code == Ok
                && facts.Finding is { Kind: FindingKind.RowChange, Table: StoreTables.Mails, IsOldNews: true } && facts.Answer.Code == Ok),
        new(
            "6.5", "Ack without a key, with authorisation on: PERMISSION_DENIED", "OK when the header is that of the mail's reader", "the Kotlin client never sends the key (10 no. 5)",
            facts => facts.Theirs(PermissionDenied, "auth is enabled, but a public_key wasn't sent") && facts.Answer.Code == Ok
                && (facts.Finding.Kind == FindingKind.Status || facts.Finding is { Kind: FindingKind.RowChange, Table: StoreTables.Mails })),
        new(
            "6.6", "a mail whose bytes are lost ends the stream with INTERNAL", "it goes to the dead letters, the mails behind it are delivered", "one mail must not stop the box",
            facts => facts.Theirs(Internal, "mailbox object without a payload") && facts.Answer is { Code: Ok, Messages.Count: 2 }),
    ];

    private static IEnumerable<Difference> Keys() =>
    [
        new(
            "6.5", "credentials that were damaged in the database: INTERNAL `InvalidApplicationState(…)`", "PERMISSION_DENIED `not authorized`", "a half-written registration authorises nobody",
            facts => facts.Theirs(Internal, "InvalidApplicationState(") && facts.Ours(PermissionDenied, "not authorized")),
    ];
}
