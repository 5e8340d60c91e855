using Google.Protobuf;
using P8e.Grpc;
using P8e.Protocol.Wire.Cosmos.Paging;

namespace P8e.Devchain.Queries;

/// <summary>Pages through what a query lists (provenance-chain 6.5). A page is never larger than the state that is there.</summary>
internal static class Paging
{
    private const ulong DefaultLimit = 100;
    private const string Both = "invalid request, either offset or key is expected, got both";

    /// <summary>One page of entries that come with their keys, in key order.</summary>
    /// <param name="entries">All there are.</param>
    /// <param name="request">Null for the first page.</param>
    /// <param name="page">What the answer says about it.</param>
    /// <param name="countsByDefault">Whether the total is counted when no limit is given; lists of the metadata module set one first.</param>
    /// <param name="refusal">Words a refusal; a metadata error unless given.</param>
    internal static IReadOnlyList<T> Take<T>(
        IEnumerable<(ByteString Key, T Value)> entries,
        PageRequest? request,
        out PageResponse page,
        bool countsByDefault = true,
        Func<string, QueryException>? refusal = null)
    {
        request ??= new PageRequest();
        if (request.Offset > 0 && !request.Key.IsEmpty)
        {
            throw (refusal ?? QueryException.Invalid)(Both);
        }

        var limit = (int)Math.Min(request.Limit == 0 ? DefaultLimit : request.Limit, int.MaxValue - 1);
        var all = (request.Reverse ? entries.Reverse() : entries).ToList();
        var start = request.Key.IsEmpty ? (int)Math.Min(request.Offset, (ulong)all.Count) : StartAt(all, request);
        var counts = request.Key.IsEmpty && (request.CountTotal || (countsByDefault && request.Limit == 0));
        page = new PageResponse { Total = counts ? (ulong)all.Count : 0 };
        if (all.Count - start > limit)
        {
            page.NextKey = all[start + limit].Key;
        }

        return [.. all.Skip(start).Take(limit).Select(entry => entry.Value)];
    }

    /// <summary>A refusal of modules of the SDK.</summary>
    internal static QueryException InvalidArgument(string text) => QueryException.Of(GrpcStatusCode.InvalidArgument, text);

    private static int StartAt<T>(List<(ByteString Key, T Value)> all, PageRequest request)
    {
        var found = all.FindIndex(entry =>
        {
            var order = entry.Key.Span.SequenceCompareTo(request.Key.Span);
            return request.Reverse ? order <= 0 : order >= 0;
        });
        return found < 0 ? all.Count : found;
    }
}
