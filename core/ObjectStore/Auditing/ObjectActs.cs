using P8e.Cryptography;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Auditing;

/// <summary>
/// Runs acts on objects and writes the line of each. The line is written after the act, and also when it was refused; an act that could not be ended because storage or key cannot be reached has
/// none yet. When the line itself cannot be written the call fails, and its repeat, which finds the act done, writes one that says <see cref="ObjectAuditLine.Unchanged"/>.
/// </summary>
internal sealed class ObjectActs(AffiliateName affiliate, IObjectAudit audit, IRandomSource random, TimeProvider clock)
{
    /// <summary>Runs an act.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="act">What.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="objectId">The object's UUID, as far as it is known before.</param>
    /// <param name="details">What else the line says.</param>
    /// <param name="run">Does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The actor has not 1 to 256 characters.</exception>
    internal async Task<ActResult> RunAsync(
        string actor, ObjectAct act, ObjectKey key, Guid? objectId, string details, Func<Task<ActResult>> run, CancellationToken cancellationToken)
    {
        CheckActor(actor);
        cancellationToken.ThrowIfCancellationRequested();
        ActResult result;
        try
        {
            result = await run().ConfigureAwait(false);
        }
        catch (P8eException refusal) when (refusal is P8eStateException or P8eInputException)
        {
            await WriteAsync(actor, act, key, objectId, refusal.Code, details).ConfigureAwait(false);
            throw;
        }

        await WriteAsync(actor, act, key, result.ObjectId, result.IsChange ? ObjectAuditLine.Done : ObjectAuditLine.Unchanged, details).ConfigureAwait(false);
        return result;
    }

    private static void CheckActor(string actor)
    {
        ArgumentException.ThrowIfNullOrEmpty(actor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(actor.Length, ObjectAuditLine.ActorCharsMax, nameof(actor));
    }

    /// <summary>A caller who hangs up does not take the line with it.</summary>
    private Task WriteAsync(string actor, ObjectAct act, ObjectKey key, Guid? objectId, string outcome, string details) => audit.AddAsync(
        new ObjectAuditLine
        {
            Id = random.NextUuid(),
            Affiliate = affiliate,
            At = clock.GetUtcNow(),
            Actor = actor,
            Act = act,
            Key = key,
            ObjectId = objectId,
            Outcome = outcome,
            Details = details.Length > ObjectAuditLine.DetailsCharsMax ? $"{details.AsSpan(0, ObjectAuditLine.DetailsCharsMax - 1)}…" : details,
        },
        CancellationToken.None);
}
