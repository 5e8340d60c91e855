using System.Globalization;
using P8e.Azure.Rows;
using P8e.Chain.Submission;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Chain;

/// <summary>
/// Names in the table <c>Outbox</c>: the partition is the account's address, its rows are <c>c</c> (the claim), <c>r|id</c> (every row that was added: where it is while it is open,
/// itself when it is closed) and <c>o|ticks|id</c> (open rows in order of time); ids are hashed. What does not fit one entity follows in rows whose key goes on with <c>|1</c>, <c>|2</c>.
/// </summary>
internal static class OutboxTableNames
{
    internal const string Table = "Outbox";
    internal const string Claim = "c";
    internal const string FirstOpen = "o|";
    internal const string AfterOpen = "o}";

    internal static string Partition(AccountAddress account) => account.ToString();

    internal static string Known(string id) => $"r|{OrderedText.Hash(id)}";

    internal static string Open(OutboxRow row) => Open(row.Added.UtcTicks, row.Id);

    internal static string Open(long addedTicks, string id) => string.Create(CultureInfo.InvariantCulture, $"{FirstOpen}{addedTicks:D19}|{OrderedText.Hash(id)}");

    /// <summary>Where a row lies: open ones by time, closed ones by id.</summary>
    internal static string Place(OutboxRow row) => row.IsOpen ? Open(row) : Known(row.Id);

    internal static string Part(string row, int number) => number == 0 ? row : string.Create(CultureInfo.InvariantCulture, $"{row}|{number}");

    /// <summary>Ends the range of a row's parts.</summary>
    internal static string AfterParts(string row) => row + "}";

    internal static bool IsPartOf(string key, string row) => key.StartsWith(row, StringComparison.Ordinal) && key.Length > row.Length && key[row.Length] == '|';
}
