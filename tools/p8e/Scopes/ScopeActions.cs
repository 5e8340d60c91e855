using System.Text.Json;
using P8e.Cli.Api;

namespace P8e.Cli.Scopes;

/// <summary>The work of <c>p8e scope …</c>.</summary>
internal static class ScopeActions
{
    internal static async Task ShowAsync(Output output, ApiClient api, string scope, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(ApiPath.Of(ApiPath.Scopes, scope), cancellationToken);
        output.Write(answer, Lines(answer));
        if (output.IsJson)
        {
            return;
        }

        output.WriteTable(answer, ["session", "name", "parties"], answer.List("sessions").Select(SessionCells));
        output.WriteTable(answer, ["record", "height", "process", "outputs"], answer.List("records").Select(RecordCells));
    }

    internal static async Task ListAsync(Output output, ApiClient api, string page, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(page, cancellationToken);
        output.WriteTable(
            answer,
            ["scope", "uuid", "standing", "specification", "height", "transaction"],
            answer.List("scopes").Select(row => new[]
            {
                row.Text("address"), row.Text("uuid"), row.Text("standing"), row.Text("specification"), row.Text("height"), row.Text("transaction"),
            }));
        output.WriteCursor(answer.Text("cursor"));
    }

    /// <summary>Parties with their roles.</summary>
    internal static string Parties(JsonElement element, string name) =>
        string.Join(", ", element.List(name).Select(party => $"{party.Text("address")} ({party.Text("role")})"));

    private static (string Name, string Text)[] Lines(JsonElement scope) =>
    [
        ("scope", scope.Text("address")),
        ("uuid", scope.Text("uuid")),
        ("standing", scope.Text("standing")),
        ("specification", scope.Text("specification")),
        ("owners", Parties(scope, "owners")),
        ("data access", string.Join(", ", scope.List("dataAccess"))),
        ("value owner", scope.Text("valueOwner")),
        ("height", scope.Text("height")),
        ("block time", scope.Text("blockTime")),
        ("transaction", scope.Text("transaction")),
        ("complete", scope.TryGetProperty("complete", out var complete) && !complete.GetBoolean() ? "no: sessions and records of it are missing in the index" : ""),
    ];

    private static string[] SessionCells(JsonElement session) => [session.Text("address"), session.Text("name"), Parties(session, "parties")];

    private static string[] RecordCells(JsonElement record) =>
        [record.Text("name"), record.Text("height"), record.Text("process", "method"), RecordActions.Outputs(record)];
}
