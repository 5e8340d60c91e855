using Google.Protobuf;
using P8e.Devchain.Metadata;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>
/// The scope, session and record that the ids of one request come to. Several ids must agree (provenance-chain 6.2); empty means not given.
/// </summary>
internal sealed class EntitySelection
{
    internal ByteString Scope { get; private set; } = ByteString.Empty;

    internal ByteString Session { get; set; } = ByteString.Empty;

    internal ByteString Record { get; private set; } = ByteString.Empty;

    internal bool IsEmpty => Scope.IsEmpty && Session.IsEmpty && Record.IsEmpty;

    internal void TakeScope(string text)
    {
        if (text.Length > 0)
        {
            Scope = IdArguments.Scope(text);
        }
    }

    internal void TakeSession(string text, bool byUuid)
    {
        if (text.Length == 0)
        {
            return;
        }

        Session = IdArguments.Session(text, byUuid ? Scope : ByteString.Empty);
        TakeScopeOf(Session, "session", "in");
    }

    internal void TakeRecord(string text)
    {
        if (text.Length > 0)
        {
            Record = IdArguments.Record(text);
            TakeScopeOf(Record, "record", "part of");
        }
    }

    /// <summary>A record by its name in the scope that is known by now.</summary>
    /// <param name="name">Empty when none was given.</param>
    /// <param name="refusal">What is said when no scope is known.</param>
    internal void TakeName(string name, string refusal)
    {
        if (name.Length == 0)
        {
            return;
        }

        if (Scope.IsEmpty)
        {
            throw QueryException.Invalid(refusal);
        }

        var named = RecordIds.Record(Scope, name);
        if (!Record.IsEmpty && !Record.Equals(named))
        {
            throw QueryException.Invalid($"record {IdText.Text(Record)} does not have name {name}");
        }

        Record = named;
    }

    internal void RefuseEmpty()
    {
        if (IsEmpty)
        {
            throw QueryException.Invalid("empty request parameters");
        }
    }

    private void TakeScopeOf(ByteString id, string what, string relation)
    {
        var scope = IdText.ScopeOf(id);
        if (!Scope.IsEmpty && !Scope.Equals(scope))
        {
            throw QueryException.Invalid($"{what} {IdText.Text(id)} is not {relation} scope {IdText.Text(Scope)}");
        }

        Scope = scope;
    }
}
