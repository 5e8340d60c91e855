using System.Globalization;
using System.Text.Json.Nodes;
using P8e.Durable;
using P8e.Functions.Hosting;
using P8e.Functions.Http;
using P8e.Functions.Invocations;
using P8e.Functions.Tests.Support;
using P8e.Functions.Timers;
using P8e.Ports.Durable;

namespace P8e.Functions.Tests.Hosting;

/// <summary>The folders that the Functions host reads against what the program can do, both ways. A workflow that joins brings its folders, or this fails.</summary>
public sealed class FunctionFolderTests
{
    private static readonly string App = Tree.PathOf("functions");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folders_OfTheProduct_AreItsFunctions() => Assert.Empty(Differences(await ExpectedAsync(Composition.Product), Folders()));

    [Fact]
    public async Task Folders_OfAProgramWithMore_AreReportedMissing()
    {
        var orchestrators = new OrchestratorRegistry().Add("Extra.v1", () => new LambdaOrchestrator<int, int>((_, input) => Task.FromResult(input)));
        var activities = new ActivityRegistry().Add("extra", new LambdaActivity<int, int>((_, input, _) => Task.FromResult(input)));
        var expected = await ExpectedAsync(RunningProgram.Compose(orchestrators, activities, add: (_, parts) =>
            parts.Timers.Add(new HostTimer("Hourly", TimeSpan.FromHours(1), _ => Task.CompletedTask))));

        // The product's own workflows are not in this program.
        var missing = Differences(expected, Folders()).Where(difference => !difference.EndsWith("removed", StringComparison.Ordinal));
        Assert.Equal(["Extra_v1", "Hourly", "extra"], missing.Select(difference => difference.Split(':')[0]));
        Assert.Equal("0 0 */1 * * *", expected["Hourly"]["bindings"]![0]!["schedule"]!.GetValue<string>());
    }

    [Fact]
    public async Task Folders_WithOneTooMany_AreReported()
    {
        var folders = Folders();
        folders["Nobody"] = new JsonObject();
        folders["Health"]["bindings"]!.AsArray().RemoveAt(1);

        Assert.Equal(["Health", "Nobody"], Differences(await ExpectedAsync(Composition.Product), folders).Select(difference => difference.Split(':')[0]));
    }

    [Fact]
    public void Host_OfTheApp_IsSetAsTheProgramNeedsIt()
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(App, "host.json")))!;

        Assert.Equal("2.0", host["version"]!.GetValue<string>());
        Assert.Equal("[4.*, 5.0.0)", host["extensionBundle"]!["version"]!.GetValue<string>());
        Assert.Equal(typeof(ProgramHost).Assembly.GetName().Name + ".dll", host["customHandler"]!["description"]!["arguments"]![0]!.GetValue<string>());
        Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,44}$", host["extensions"]!["durableTask"]!["hubName"]!.GetValue<string>());
        // The routes of the functions are the program's own paths.
        Assert.Empty(host["extensions"]!["http"]!["routePrefix"]!.GetValue<string>());
        Assert.True(host["customHandler"]!["enableProxyingHttpRequest"]!.GetValue<bool>());
    }

    private static SortedDictionary<string, JsonObject> Folders() => new(
        Directory.EnumerateFiles(App, "function.json", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(App, Path.GetDirectoryName(file)!), file => JsonNode.Parse(File.ReadAllText(file))!.AsObject()),
        StringComparer.Ordinal);

    private static List<string> Differences(SortedDictionary<string, JsonObject> expected, SortedDictionary<string, JsonObject> found) =>
    [
        .. expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal).Where(name => !JsonNode.DeepEquals(expected.GetValueOrDefault(name), found.GetValueOrDefault(name)))
            .Select(name => $"{name}: functions/{name}/function.json is to be {expected.GetValueOrDefault(name)?.ToJsonString() ?? "removed"}"),
    ];

    /// <summary>Under the host, so that what exists there alone is among them.</summary>
    private static async Task<SortedDictionary<string, JsonObject>> ExpectedAsync(Composition composition)
    {
        await using var program = await FunctionsProgram.StartAsync(RunningProgram.Options(isCustomHandler: true), composition, TimeProvider.System, Token);
        var routes = FunctionRoute.Of(program.Routes).ToDictionary(found => found.Route.Name);
        return new SortedDictionary<string, JsonObject>(
            program.Functions.All.ToDictionary(
                function => function.Key,
                function => new JsonObject
                {
                    ["bindings"] = new JsonArray(function.Value.Kind switch
                    {
                        HostFunctionKind.Orchestrator => [Binding("orchestrationTrigger", "context", "orchestration", function)],
                        // The name's end keeps the host from sending the payload twice (functions-host 1.3).
                        HostFunctionKind.Activity => [Binding("activityTrigger", "inputTrigger", "activity", function), Client()],
                        HostFunctionKind.Timer => [Timer(function.Value.Timer!), Client()],
                        _ => Http(routes[function.Value.Registered].Route, routes[function.Value.Registered].Endpoint),
                    }),
                }),
            StringComparer.Ordinal);
    }

    private static JsonObject Client() => new() { ["type"] = "durableClient", ["name"] = InvocationBody.ClientBinding, ["direction"] = "in" };

    private static JsonObject Binding(string type, string name, string overriding, KeyValuePair<string, HostFunction> function)
    {
        var binding = new JsonObject { ["type"] = type, ["name"] = name, ["direction"] = "in" };
        if (function.Value.Registered != function.Key)
        {
            binding[overriding] = function.Value.Registered;
        }

        return binding;
    }

    private static JsonObject Timer(HostTimer timer) => new() { ["type"] = "timerTrigger", ["name"] = "timer", ["direction"] = "in", ["schedule"] = Schedule(timer.Period) };

    private static string Schedule(TimeSpan period) => period switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"*/{period.TotalSeconds} * * * * *"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"0 */{period.TotalMinutes} * * * *"),
        _ => string.Create(CultureInfo.InvariantCulture, $"0 0 */{period.TotalHours} * * *"),
    };

    private static JsonNode[] Http(FunctionRoute route, Microsoft.AspNetCore.Routing.RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.OfType<Microsoft.AspNetCore.Routing.HttpMethodMetadata>().Single().HttpMethods;
        var trigger = new JsonObject
        {
            ["type"] = "httpTrigger", ["name"] = "req", ["direction"] = "in", ["authLevel"] = "anonymous",
            ["methods"] = new JsonArray([.. methods.Select(method => JsonValue.Create(method.ToLowerInvariant()))]),
            ["route"] = endpoint.RoutePattern.RawText!.TrimStart('/'),
        };
        var output = new JsonObject { ["type"] = "http", ["name"] = WrappedHttpCall.OutputBinding, ["direction"] = "out" };
        return route.UsesTaskHub ? [trigger, Client(), output] : [trigger, output];
    }
}
