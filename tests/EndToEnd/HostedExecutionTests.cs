using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using P8e.EndToEnd.Tests.Support;
using P8e.Execution.Envelopes;
using P8e.ImitatedHost;
using P8e.ImitatedHost.Processes;
using P8e.Ports;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.EndToEnd.Tests;

/// <summary>
/// The same request to the program standalone and under the imitated Functions host, each with a storage account and a chain of its own: both make the same contract, byte for byte.
/// </summary>
public sealed class HostedExecutionTests
{
    private const int Functions = 7;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_StandaloneAndHosted_MakesTheSameContract()
    {
        var standalone = await ExecuteStandaloneAsync(new LoanRequest(1));
        var hosted = await ExecuteHostedAsync(new LoanRequest(1));

        Assert.Equal(Functions, ContractEnvelope.Parse(standalone).Results.Count(result => result.Outcome == FunctionOutcome.Pass));
        Assert.Equal(ContractBytes(standalone), ContractBytes(hosted));
    }

    private static async Task<byte[]> ExecuteStandaloneAsync(LoanRequest request)
    {
        await using var world = new LoanWorld();
        await world.InitializeAsync();
        await using var program = await world.StartAsync("shapes", Token);
        var (_, accepted) = await program.ExecuteAsync(request.Body.ToJsonString(), request.Key, Token);
        var view = await program.EndAsync(accepted.GetProperty("id").GetString()!, Token);
        Assert.True(view.GetProperty("status").GetString() == "Completed", view.ToString());
        Assert.Single(await world.ReadMemorialisingAsync(request.Scope, Token));
        return await OpenEnvelopeAsync(world.World, view);
    }

    private static async Task<byte[]> ExecuteHostedAsync(LoanRequest request)
    {
        await using var world = new World();
        await world.InitializeAsync();
        var settings = world.Settings("unused");
        settings["Access__Mode"] = "Keys";
        settings[LoanRequest.Trusting.Name] = LoanRequest.Trusting.Value;
        using var handler = await HandlerProcess.StartAsync(ChildProgram.PathOf("P8e.Functions"), settings, Token);
        var clock = new ManualTimeProvider();
        await using var host = await ImitatedFunctionsHost.StartAsync(
            handler.Address, clock, name => name.Replace('.', '_'), escapes: false, rewinds: true, checksDeterminism: true, Token);
        host.Calls.Authorization = $"Bearer {(await world.MakeKeyAsync("operate:originator submit:originator", Token)).Text}";

        var package = new JsonObject
        {
            ["contracts"] = Convert.ToBase64String(await File.ReadAllBytesAsync(LoanRequest.Contracts, Token)),
            ["records"] = Convert.ToBase64String(await File.ReadAllBytesAsync(LoanRequest.Records, Token)),
        };
        await RunAsync(host, clock, await PostAsync(host, "PublishContract", "contracts", package, []));
        var id = await PostAsync(host, "SubmitExecution", "executions", request.Body, [new("Idempotency-Key", request.Key)]);
        await RunAsync(host, clock, id);

        var (status, _, view) = await host.Calls.CallHttpAsync("GetWorkflow", "GET", Address($"workflows/{id}"), null, host.Client, Token);
        Assert.True(status == 200, view);
        return await OpenEnvelopeAsync(world, JsonSerializer.Deserialize<JsonElement>(view));
    }

    private static async Task<string> PostAsync(ImitatedFunctionsHost host, string function, string path, JsonObject body, KeyValuePair<string, string>[] headers)
    {
        var (status, _, answer) = await host.Calls.CallHttpAsync(function, "POST", Address(path), body.ToJsonString(), headers, host.Client, Token);
        Assert.True(status == 202, answer);
        return JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("id").GetString()!;
    }

    private static async Task RunAsync(ImitatedFunctionsHost host, ManualTimeProvider clock, string id)
    {
        while (host.View(id).Status is not ("Completed" or "Failed" or "Terminated"))
        {
            await host.RunAsync(Token);
            await host.TickAsync("FollowChain", Token);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        var (status, output) = host.View(id);
        Assert.True(status == "Completed", output);
    }

    private static Uri Address(string path) => new("http://localhost:7071/api/v1/" + path);

    /// <summary>The executed envelope, opened with the affiliate's key as an operator would.</summary>
    private static async Task<byte[]> OpenEnvelopeAsync(World world, JsonElement view)
    {
        var file = world.NewFile("envelope");
        var opened = await CommandLine.RunAsync(
            new Uri("http://127.0.0.1:9"),
            Token,
            "object", "get", view.GetProperty("customStatus").GetProperty("envelope").GetString()!, "--key", world.KeyFileOf(World.Alice), "--output", file, "--affiliate", "originator", "--storage", world.Storage.ConnectionString);
        Assert.True(opened.ExitCode == 0, opened.Errors);
        return await File.ReadAllBytesAsync(file, Token);
    }

    /// <summary>The contract as its bytes stand in an envelope: what each party signs.</summary>
    private static byte[] ContractBytes(byte[] envelope)
    {
        using var input = new CodedInputStream(envelope);
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagFieldNumber(tag) == Envelope.ContractFieldNumber)
            {
                return input.ReadBytes().ToByteArray();
            }

            input.SkipLastField();
        }

        throw new InvalidOperationException("The envelope has no contract.");
    }
}
