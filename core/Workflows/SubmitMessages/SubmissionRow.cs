using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace P8e.Workflows.SubmitMessages;

/// <summary>
/// Which transaction of which workflow a row of the outbox is: both stand in the row's id, so that whoever sees the row's transaction in a block knows whom to tell.
/// </summary>
/// <param name="InstanceId">The workflow, at most <see cref="InstanceIdMaximum"/> characters.</param>
/// <param name="Number">Its how many-th transaction, from 0.</param>
internal sealed record SubmissionRow(string InstanceId, int Number)
{
    /// <summary>Longest instance id, in characters: a row's id has 128.</summary>
    internal const int InstanceIdMaximum = 120;

    private const char Separator = ':';

    internal string Id => string.Create(CultureInfo.InvariantCulture, $"{InstanceId}{Separator}{Number}");

    /// <summary>The event that tells the workflow; its payload is a <see cref="TransactionOutcome"/>.</summary>
    internal string EventName => string.Create(CultureInfo.InvariantCulture, $"committed-{Number}");

    internal static bool TryParse(string rowId, [NotNullWhen(true)] out SubmissionRow? row)
    {
        var end = rowId.LastIndexOf(Separator);
        row = end > 0 && int.TryParse(rowId.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new SubmissionRow(rowId[..end], number)
            : null;
        return row is not null;
    }
}
