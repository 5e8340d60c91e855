using P8e.Access.Callers;
using P8e.Access.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Auditing;

/// <summary>
/// Lets callers do what they may, and writes down that they did: before the answer leaves, so that no content is read without a line. A call whose line cannot be written fails. Calls of nobody
/// known get no line: they would let strangers fill the storage. Thread-safe.
/// </summary>
/// <param name="audit">Where the lines are kept.</param>
/// <param name="clock">Dates them.</param>
/// <param name="newId">Ids that nobody else has.</param>
public sealed class AccessAudit(IAccessAudit audit, TimeProvider clock, Func<Guid> newId)
{
    private const char Unprintable = '·';

    /// <summary>Lets a call pass or refuses it, and writes its line. One storage call.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="act">What.</param>
    /// <param name="cancellationToken">Ends the wait before the line is begun; a caller who hangs up later does not take the line with it.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AccessNotPermitted"/>: the caller has none of the roles.</exception>
    public async Task AdmitAsync(Caller caller, AccessAct act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(act);
        var used = caller.Used(act.Affiliate, act.Roles);
        var may = used != AccessRoles.None;
        await WriteAsync(caller, may ? act with { Roles = used } : act, may ? AccessAuditLine.Allowed : ErrorCodes.AccessNotPermitted, cancellationToken).ConfigureAwait(false);
        if (!may)
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted,
                ErrorCodes.AccessNotPermitted,
                $"Calling {Clean(act.Route, AccessAuditLine.NameCharsMax)}: {caller.Id} has not the role '{string.Join("' or '", AccessRoleTexts.Of(act.Roles))}' there. Have an operator grant it.");
        }
    }

    /// <summary>Writes the line of a call. One storage call.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="act">What.</param>
    /// <param name="outcome"><see cref="AccessAuditLine.Allowed"/>, or the code of the refusal.</param>
    /// <param name="cancellationToken">Ends the wait before the line is begun.</param>
    public Task WriteAsync(Caller caller, AccessAct act, string outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(act);
        ArgumentException.ThrowIfNullOrEmpty(outcome);
        ArgumentOutOfRangeException.ThrowIfEqual((int)act.Roles, (int)AccessRoles.None, nameof(act));
        cancellationToken.ThrowIfCancellationRequested();
        var line = new AccessAuditLine
        {
            Id = newId(),
            Affiliate = act.Affiliate,
            At = clock.GetUtcNow(),
            Caller = caller.Id,
            Roles = act.Roles,
            Route = Clean(act.Route, AccessAuditLine.NameCharsMax),
            What = Clean(act.What, AccessAuditLine.WhatCharsMax),
            Outcome = Clean(outcome, AccessAuditLine.NameCharsMax),
            Correlation = Clean(act.Correlation, AccessAuditLine.CorrelationCharsMax),
        };
        return audit.AddAsync(line, CancellationToken.None);
    }

    /// <summary>A page of a day's lines in the order of time. One storage call.</summary>
    /// <param name="affiliate">Whose; null for lines of the deployment itself.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="most">Most items, 1 to <see cref="IAccessAudit.PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>: the cursor is none of this list's.</exception>
    public Task<AccessAuditPage> ListAsync(AffiliateName? affiliate, DateOnly day, string? cursor, int most, CancellationToken cancellationToken) =>
        audit.ListAsync(affiliate, day, cursor, most, cancellationToken);

    /// <summary>Texts of callers are cut and made printable: half a surrogate pair could not be stored, and a line break would forge a line where lines are printed.</summary>
    private static string Clean(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = text.Length > most ? $"{text.AsSpan(0, most - 1)}…" : text;
        return string.Concat(kept.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? Unprintable : character));
    }
}
