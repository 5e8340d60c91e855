using System.Text.Json;
using P8e.Cli.Api;
using P8e.Cli.Keys;
using P8e.Cryptography.Keys;

namespace P8e.Cli.Contracts;

/// <summary>The work of <c>p8e contract …</c>.</summary>
internal static class ContractActions
{
    private const string Contracts = "/api/v1/contracts";
    private static readonly JsonSerializerOptions Indented = new(Output.JsonForm) { WriteIndented = true };

    internal static async Task PublishAsync(
        Output output, ApiClient api, string contractFile, string recordFile, IReadOnlyList<string> readers, CancellationToken cancellationToken)
    {
        var body = new
        {
            Contracts = await File.ReadAllBytesAsync(contractFile, cancellationToken),
            Records = await File.ReadAllBytesAsync(recordFile, cancellationToken),
            Audience = readers.Select(reader => KeyText.Write(ReaderKey.Read(reader))).ToArray(),
        };
        var accepted = await api.PostAsync(Contracts, body, cancellationToken);
        var done = await api.WaitAsync(accepted.GetProperty("status").GetString()!, Tell, cancellationToken);
        var (contractPackage, recordPackage) = (Text(done, "contractPackage"), Text(done, "recordPackage"));
        var published = (await ListedAsync(api, cancellationToken)).Where(row => Text(row, "contractPackage") == contractPackage && Text(row, "recordPackage") == recordPackage).ToArray();
        if (!output.IsJson)
        {
            output.Write(
                new object(),
                ("contract package", contractPackage),
                ("record package", recordPackage),
                ("transactions", $"{done.GetProperty("transactions").GetArrayLength()}"));
        }

        Show(
            output,
            new { Workflow = Text(accepted, "id"), ContractPackage = contractPackage, RecordPackage = recordPackage, Transactions = done.GetProperty("transactions"), Contracts = published },
            published);
    }

    internal static async Task ListAsync(Output output, ApiClient api, CancellationToken cancellationToken)
    {
        var rows = await ListedAsync(api, cancellationToken);
        Show(output, rows, rows);
    }

    /// <summary>A schema is JSON either way: for people in lines.</summary>
    internal static async Task SchemaAsync(Output output, ApiClient api, string contract, CancellationToken cancellationToken)
    {
        var schema = await api.GetAsync($"{Contracts}/{Uri.EscapeDataString(contract)}/schema", cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(schema, output.IsJson ? Output.JsonForm : Indented));
    }

    private static async Task<JsonElement[]> ListedAsync(ApiClient api, CancellationToken cancellationToken) =>
        [.. (await api.GetAsync(Contracts, cancellationToken)).GetProperty("contracts").EnumerateArray()];

    private static void Show(Output output, object value, IEnumerable<JsonElement> rows) => output.WriteTable(
        value, ["contract", "address", "specification", "published"], rows.Select(row => new[] { Text(row, "className"), Text(row, "address"), Text(row, "specification"), Text(row, "published") }));

    /// <summary>Progress goes to standard error: standard output is the result.</summary>
    private static void Tell(JsonElement status)
    {
        var (step, succeeded, of) = (Text(status, "step"), status.GetProperty("succeeded").GetInt32(), status.GetProperty("of").GetInt32());
        Console.Error.WriteLine(of == 0 ? step : $"{step}: {succeeded} of {of} transactions are in blocks");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
