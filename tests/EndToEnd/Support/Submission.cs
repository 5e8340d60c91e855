using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.Protocol.Identifiers;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>A request of six transactions: a scope specification, a scope of it, and four later changes of the scope's readers. Each has a memo of its own.</summary>
internal sealed class Submission
{
    internal const int Transactions = 6;

    private readonly string _owner = RunningChain.AddressOf(World.Alice).ToString();
    private readonly Guid _specification;
    private readonly Guid _scope;

    internal Submission(string name, int seed)
    {
        Name = name;
        var random = new Random(seed);
        (_specification, _scope) = (NextGuid(random), NextGuid(random));
    }

    internal string Name { get; }

    internal string Scope => MetadataAddress.ForScope(_scope).ToString();

    internal string Memo(int number) => $"{Name} {number}";

    /// <summary>The request's body.</summary>
    internal string Json()
    {
        List<JsonObject> messages =
        [
            Message("MsgWriteScopeSpecificationRequest", new JsonObject
            {
                ["specification"] = new JsonObject
                {
                    ["specificationId"] = Base64(MetadataAddress.ForScopeSpecification(_specification)),
                    ["ownerAddresses"] = new JsonArray(_owner),
                    ["partiesInvolved"] = new JsonArray("PARTY_TYPE_OWNER"),
                },
            }),
            Message("MsgWriteScopeRequest", new JsonObject
            {
                ["scope"] = new JsonObject
                {
                    ["scopeId"] = Base64(MetadataAddress.ForScope(_scope)),
                    ["specificationId"] = Base64(MetadataAddress.ForScopeSpecification(_specification)),
                    ["owners"] = new JsonArray(new JsonObject { ["address"] = _owner, ["role"] = "PARTY_TYPE_OWNER" }),
                    ["valueOwnerAddress"] = _owner,
                },
            }),
        ];
        for (var reader = messages.Count; reader < Transactions; reader++)
        {
            var address = RunningChain.AddressOf(P8e.Ports.Party.Named($"reader {reader}")).ToString();
            messages.Add(Message("MsgAddScopeDataAccessRequest", new JsonObject { ["scopeId"] = Base64(MetadataAddress.ForScope(_scope)), ["dataAccess"] = new JsonArray(address) }));
        }

        return new JsonObject
        {
            ["transactions"] = new JsonArray([.. messages.Select((message, number) => new JsonObject { ["messages"] = new JsonArray(message), ["memo"] = Memo(number) })]),
        }.ToJsonString();
    }

    /// <summary>What must hold at the end, however it came about: the workflow's answer, each transaction on the chain once, the scope as the last one left it.</summary>
    internal async Task AssertDoneAsync(RunningChain chain, JsonElement output, CancellationToken cancellationToken)
    {
        var outcomes = output.GetProperty("transactions").EnumerateArray().ToArray();
        Assert.Equal(Transactions, outcomes.Length);
        var included = (await chain.ReadTransactionsAsync(cancellationToken)).Where(transaction => transaction.Memo.StartsWith(Name + " ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Enumerable.Range(0, Transactions).Select(Memo), included.Select(transaction => transaction.Memo));
        Assert.Equal(included.Select(transaction => (transaction.Hash, transaction.Height)), outcomes.Select(outcome => (outcome.GetProperty("hash").GetString()!, outcome.GetProperty("height").GetInt64())));
        var scope = await chain.ReadScopeAsync(Scope, cancellationToken);
        Assert.Equal(_owner, scope.GetProperty("value_owner_address").GetString());
        Assert.Equal(Transactions - 2, scope.GetProperty("data_access").GetArrayLength());
    }

    private static Guid NextGuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static string Base64(MetadataAddress address) => Convert.ToBase64String(address.Bytes.Span);

    private JsonObject Message(string type, JsonObject message)
    {
        message["@type"] = "/provenance.metadata.v1." + type;
        message["signers"] = new JsonArray(_owner);
        return message;
    }
}
