using P8e.Chain.Following;
using P8e.Chain.Scopes;
using P8e.Ports.Index;
using P8e.Protocol.Identifiers;

namespace P8e.Index.Tests.Support;

/// <summary>A chain of a few scopes that come, change hands, get and lose records and go, as a seed says; the same for every node that plays it.</summary>
internal sealed class RandomChain
{
    private const int Scopes = 3;
    private static readonly string[] Owners = ["alice", "bob"];

    private readonly Dictionary<MetadataAddress, (string Owner, SortedDictionary<string, RecordState> Records)> _standing = [];
    private readonly Random _random;

    internal RandomChain(int seed, int blocks, ScriptedScopes node)
    {
        _random = new Random(seed);
        Blocks = [.. Enumerable.Range(1, blocks).Select(height => Make(height, node))];
    }

    internal static string[] RecordNames { get; } = ["loan", "note"];

    internal static IEnumerable<MetadataAddress> AllScopes => Enumerable.Range(1, Scopes).Select(SampleScopes.Scope);

    internal IReadOnlyList<FollowedBlock> Blocks { get; }

    private FollowedBlock Make(int height, ScriptedScopes node)
    {
        var events = new List<MetadataEvent>();
        for (var transaction = 0; transaction < _random.Next(4); transaction++)
        {
            var scope = SampleScopes.Scope(1 + _random.Next(Scopes));
            events.AddRange(Act(scope, (height * 10) + transaction));
            if (_standing.TryGetValue(scope, out var state))
            {
                node.Become(height, scope, SampleScopes.State(scope, "carol", state.Owner), [], state.Records.Values);
            }
            else
            {
                node.Become(height, scope, null);
            }
        }

        return IndexScene.Block(height, [.. events]);
    }

    private IEnumerable<MetadataEvent> Act(MetadataAddress scope, int transaction)
    {
        if (!_standing.TryGetValue(scope, out var state))
        {
            _standing[scope] = (Owners[_random.Next(2)], []);
            return [IndexScene.Changed(scope, EntityChange.Created, transaction)];
        }

        var name = RecordNames[_random.Next(2)];
        switch (_random.Next(6))
        {
            case 0:
                _standing.Remove(scope);
                return [.. state.Records.Keys.Select(record => IndexScene.Changed(scope.ToRecord(record), EntityChange.Deleted, transaction)), IndexScene.Changed(scope, EntityChange.Deleted, transaction)];
            case 1:
                var next = Owners[_random.Next(2)];
                _standing[scope] = (next, state.Records);
                return [new ValueOwnerMoved(IndexScene.Origin(transaction), scope, SampleScopes.Account(state.Owner), SampleScopes.Account(next))];
            case 2 when state.Records.Remove(name):
                return [IndexScene.Changed(scope.ToRecord(name), EntityChange.Deleted, transaction)];
            default:
                var change = state.Records.ContainsKey(name) ? EntityChange.Updated : EntityChange.Created;
                state.Records[name] = SampleScopes.Record(scope, name, $"{transaction}");
                return [IndexScene.Changed(scope.ToRecord(name), change, transaction)];
        }
    }
}
