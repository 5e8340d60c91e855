using P8e.Devchain.Metadata;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Queries.Metadata;

/// <summary>Scopes, sessions and records by their ids (provenance-chain 6.3).</summary>
internal static class ScopeQueries
{
    internal static ScopeResponse Scope(ScopeRequest request, QueryContext context)
    {
        var selection = new EntitySelection();
        selection.TakeScope(request.ScopeId);
        selection.TakeSession(request.SessionAddr, byUuid: false);
        selection.TakeRecord(request.RecordAddr);
        selection.RefuseEmpty();
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var store = context.Keepers.Metadata;
        var response = new ScopeResponse { Scope = wrap.Scope(selection.Scope), Request = request.IncludeRequest ? request : null };
        if (request.IncludeSessions)
        {
            response.Sessions.Add(store.Sessions.Of(selection.Scope).Select(wrap.Of));
        }

        if (request.IncludeRecords)
        {
            response.Records.Add(store.Records.Of(selection.Scope).Select(wrap.Of));
        }

        return response;
    }

    internal static SessionsResponse Sessions(SessionsRequest request, QueryContext context)
    {
        var selection = new EntitySelection();
        selection.TakeScope(request.ScopeId);
        selection.TakeRecord(request.RecordAddr);
        selection.TakeSession(request.SessionId, byUuid: true);
        selection.TakeName(request.RecordName, "a scope is required to look up sessions by record name");
        selection.RefuseEmpty();
        var store = context.Keepers.Metadata;
        TakeSessionOfRecord(selection, store);
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var response = new SessionsResponse { Request = request.IncludeRequest ? request : null };
        if (selection.Session.IsEmpty)
        {
            response.Sessions.Add(store.Sessions.Of(selection.Scope).Select(wrap.Of));
        }
        else
        {
            response.Sessions.Add(wrap.Session(selection.Session));
        }

        if (request.IncludeScope)
        {
            response.Scope = wrap.Scope(selection.Scope);
        }

        if (request.IncludeRecords)
        {
            response.Records.Add(store.Records.Of(selection.Scope)
                .Where(record => selection.Session.IsEmpty || record.SessionId.Equals(selection.Session)).Select(wrap.Of));
        }

        return response;
    }

    internal static RecordsResponse Records(RecordsRequest request, QueryContext context)
    {
        var selection = new EntitySelection();
        selection.TakeScope(request.ScopeId);
        selection.TakeRecord(request.RecordAddr);
        selection.TakeSession(request.SessionId, byUuid: true);
        selection.TakeName(request.Name, "a scope or session is required to look up records by name");
        selection.RefuseEmpty();
        var store = context.Keepers.Metadata;
        var wrap = new Wrapping(context, request.ExcludeIdInfo);
        var response = new RecordsResponse { Request = request.IncludeRequest ? request : null };
        if (selection.Record.IsEmpty)
        {
            response.Records.Add(store.Records.Of(selection.Scope)
                .Where(record => selection.Session.IsEmpty || record.SessionId.Equals(selection.Session)).Select(wrap.Of));
        }
        else
        {
            response.Records.Add(wrap.Record(selection.Record));
        }

        if (request.IncludeScope)
        {
            response.Scope = wrap.Scope(selection.Scope);
        }

        if (request.IncludeSessions)
        {
            response.Sessions.Add(response.Records.Select(record => record.Record?.SessionId).OfType<Google.Protobuf.ByteString>().Distinct().Select(wrap.Session));
        }

        return response;
    }

    /// <summary>A record stands for the session it is in.</summary>
    private static void TakeSessionOfRecord(EntitySelection selection, MetadataKeeper store)
    {
        if (selection.Record.IsEmpty)
        {
            return;
        }

        var session = store.Records.Find(selection.Record)?.SessionId
            ?? throw QueryException.Invalid($"record {IdText.Text(selection.Record)} does not exist");
        if (!selection.Session.IsEmpty && !selection.Session.Equals(session))
        {
            throw QueryException.Invalid(
                $"record {IdText.Text(selection.Record)} belongs to session {IdText.Text(session)} (not {IdText.Text(selection.Session)})");
        }

        selection.Session = session;
    }
}
