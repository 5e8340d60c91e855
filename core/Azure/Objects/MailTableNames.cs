using System.Globalization;
using P8e.ObjectStore;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Objects;

/// <summary>
/// Names in the table <c>Mail</c>: the partition is the affiliate, so that mails to several readers appear together. Every mail lies there twice: under its id, <c>u|id</c>, and in its
/// place, which is <c>q|reader|arrival|id</c> while it is open, <c>d|arrival|id</c> when it is dead and <c>a|settled|id</c> when it is acknowledged.
/// </summary>
internal static class MailTableNames
{
    internal const string Table = "Mail";
    internal const string FirstDead = "d|";
    internal const string AfterDead = "d}";
    internal const string FirstAcknowledged = "a|";
    private const int IdChars = 32;

    internal static string Partition(AffiliateName affiliate) => affiliate.ToString();

    internal static string ById(Guid mailId) => $"u|{mailId:N}";

    internal static string Place(MailRow row) => row.State switch
    {
        MailState.Open => string.Create(CultureInfo.InvariantCulture, $"q|{row.Reader}|{row.Arrived.UtcTicks:D19}|{row.MailId:N}"),
        MailState.Dead => string.Create(CultureInfo.InvariantCulture, $"{FirstDead}{row.Arrived.UtcTicks:D19}|{row.MailId:N}"),
        MailState.Acknowledged when row.Settled is { } settled => string.Create(CultureInfo.InvariantCulture, $"{FirstAcknowledged}{settled.UtcTicks:D19}|{row.MailId:N}"),
        _ => throw new ArgumentException("A mail has one of three states, and an acknowledged one the time at which it was settled.", nameof(row)),
    };

    internal static (string First, string After) OpenRows(ReaderId reader) => ($"q|{reader}|", $"q|{reader}}}");

    /// <summary>Ends the range of what was settled before a time.</summary>
    internal static string AcknowledgedUntil(DateTimeOffset before) => string.Create(CultureInfo.InvariantCulture, $"{FirstAcknowledged}{before.UtcTicks:D19}");

    /// <summary>Under its id: the mail that lies in a place.</summary>
    internal static string ByPlace(string place) => $"u|{place[^IdChars..]}";
}
