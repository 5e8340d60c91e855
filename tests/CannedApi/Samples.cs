using System.Text.Json.Nodes;

namespace P8e.CannedApi;

/// <summary>Answers as the program's API gives them. Texts that a hostile party may choose hold markup and control characters.</summary>
public static class Samples
{
    public const string Id = "0195c3a2-7f10-7c11-9e52-2f6b1d0c8a01";
    public const string Scope = "scope1qzxcpvj6s5g5kfnfk5u3u8x7tkss7yqxyz";
    public const string RecordName = "asset";
    public const string Markup = "<img src=x onerror=\"document.title='taken'\">";
    public const string TransactionHash = "B57A3C1E9D0F4A62A9B8C7D6E5F4031221304F5E6D7C8B9A0F1E2D3C4B5A6978";

    private static readonly string[] Names =
        ["submitted", "forwarded", "stored", "executed", "returned", "memorialised", "validated", "observed", "indexed", "acknowledged"];

    /// <summary>The execution after some steps, the next one running.</summary>
    /// <param name="done">0 to 10; with ten it has ended.</param>
    public static JsonObject Execution(int done) => View(done == Names.Length ? "Completed" : "Running", index => index < done ? "done" : index == done ? "running" : "pending", done == Names.Length);

    /// <summary>The execution after its fourth step failed.</summary>
    public static JsonObject Failed()
    {
        var view = View("Failed", index => index < 3 ? "done" : index == 3 ? "failed" : "pending", hasResults: false);
        view["error"] = new JsonObject { ["code"] = "contract.failed", ["step"] = "executed", ["detail"] = $"recordAsset refused its input. {Markup}\u001b[31m" };
        return view;
    }

    internal static JsonObject Executions() => new()
    {
        ["executions"] = new JsonArray(new JsonObject
        {
            ["id"] = Id, ["contract"] = "io.provenance.scope.loan.contracts.RecordLoanContract", ["scope"] = Place(Scope), ["submitted"] = "2025-11-21T15:00:00Z", ["status"] = "Running",
        }),
        ["cursor"] = "next page",
    };

    internal static JsonObject Scopes() => new() { ["scopes"] = new JsonArray(Summary()) };

    internal static JsonObject OneScope()
    {
        var scope = Summary();
        scope["owners"] = new JsonArray(new JsonObject { ["address"] = "tp1owner", ["role"] = "OWNER" });
        scope["dataAccess"] = new JsonArray("tp1reader");
        scope["valueOwner"] = "tp1owner";
        scope["sessions"] = new JsonArray(new JsonObject
        {
            ["address"] = "session1q", ["specification"] = "contractspec1q", ["name"] = Markup, ["parties"] = new JsonArray(new JsonObject { ["address"] = "tp1owner", ["role"] = "OWNER" }),
        });
        scope["records"] = new JsonArray(Record());
        return scope;
    }

    internal static JsonObject RecordWithContent()
    {
        var record = Record();
        record["class"] = "tech.figure.asset.v1beta1.Asset";
        record["content"] = new JsonObject { ["description"] = Markup };
        return record;
    }

    internal static JsonObject History() => new()
    {
        ["history"] = new JsonArray(new JsonObject
        {
            ["height"] = 42, ["blockTime"] = "2025-11-21T15:00:09Z", ["transaction"] = TransactionHash, ["change"] = "written", ["outputs"] = Outputs(),
        }),
    };

    private static JsonObject View(string status, Func<int, string> state, bool hasResults)
    {
        var view = new JsonObject
        {
            ["id"] = Id, ["status"] = status, ["contract"] = "io.provenance.scope.loan.contracts.RecordLoanContract", ["submitted"] = "2025-11-21T15:00:00Z",
            ["scope"] = Place(Scope), ["session"] = Place("session1qzxcpvj6s5g5kfnfk5u3u8x7tkss7yq"),
            ["steps"] = new JsonArray([.. Names.Select((name, index) => new JsonObject { ["name"] = name, ["state"] = state(index) })]),
        };
        if (hasResults)
        {
            view["transaction"] = new JsonObject { ["hash"] = TransactionHash, ["height"] = 42 };
            view["results"] = new JsonArray(new JsonObject { ["function"] = "recordAsset", ["outcome"] = "pass", ["record"] = RecordName, ["hash"] = "kY2h=", ["class"] = "tech.figure.asset.v1beta1.Asset" });
        }

        return view;
    }

    private static JsonObject Summary() => new()
    {
        ["address"] = Scope, ["uuid"] = "8d80b25a-8511-4b25-b269-b5391e1cde5d", ["specification"] = "scopespec1q", ["standing"] = "current", ["height"] = 42,
        ["blockTime"] = "2025-11-21T15:00:09Z", ["transaction"] = TransactionHash,
    };

    private static JsonObject Record() => new()
    {
        ["name"] = RecordName, ["address"] = "record1q", ["session"] = "session1q", ["height"] = 42, ["transaction"] = TransactionHash,
        ["process"] = new JsonObject { ["name"] = "RecordLoanContract", ["method"] = "recordAsset", ["hash"] = "kY2h=" },
        ["inputs"] = new JsonArray(new JsonObject { ["name"] = RecordName, ["type"] = "tech.figure.asset.v1beta1.Asset", ["hash"] = "aW4=", ["status"] = "proposed" }),
        ["outputs"] = Outputs(),
    };

    private static JsonArray Outputs() => [new JsonObject { ["hash"] = "kY2h=", ["status"] = "pass" }];

    private static JsonObject Place(string address) => new() { ["uuid"] = "8d80b25a-8511-4b25-b269-b5391e1cde5d", ["address"] = address };
}
