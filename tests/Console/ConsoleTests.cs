using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using P8e.CannedApi;
using P8e.Functions.ConsolePages;
using static Microsoft.Playwright.Assertions;

namespace P8e.Console.Tests;

/// <summary>The console in a browser, against an API whose execution the test moves on.</summary>
public sealed class ConsoleTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly ConcurrentQueue<string> _faults = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A violation of the page's own policy, or an error in its scripts, fails whatever was tested.</summary>
    public void Dispose() => Assert.Empty(_faults);

    [Fact]
    public async Task List_ByKeyboard_LeadsToAnExecution()
    {
        await using var api = await StartAsync();
        var page = await OpenAsync(api, "");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Executions");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Newest first" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Executions" })).ToHaveAttributeAsync("aria-current", "page");

        // The skip link first, then the way through the page in its order.
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        var link = page.GetByRole(AriaRole.Link, new() { Name = Samples.Id });
        await Expect(link).ToBeFocusedAsync();
        Assert.NotEqual("none", await link.EvaluateAsync<string>("node => getComputedStyle(node).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");

        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Expect(heading).ToHaveTextAsync("Execution " + Samples.Id);
        await Expect(heading).ToBeFocusedAsync();
        await Expect(page).ToHaveTitleAsync(new Regex("^Execution "));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Steps_AsTheyHappen_AreShownAndTold(bool hasEvents, bool breaksEvents)
    {
        await using var api = await StartAsync();
        (api.HasEvents, api.BreaksEvents) = (hasEvents, breaksEvents);
        var page = await OpenAsync(api, "#/executions/" + Samples.Id);
        var steps = page.GetByRole(AriaRole.List, new() { Name = "The ten steps" }).GetByRole(AriaRole.Listitem);
        await Expect(steps).ToHaveCountAsync(10);
        await Expect(steps.Nth(1)).ToContainTextAsync("running");
        await Expect(steps.Nth(1)).ToHaveAttributeAsync("aria-current", "step");

        api.Show(Samples.Execution(3));

        await Expect(steps.Nth(3)).ToContainTextAsync("running");
        await Expect(steps.Nth(2)).ToContainTextAsync("done");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Steps: forwarded done, stored done, executed running.");

        api.Show(Samples.Execution(10));

        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "What the contract gave" })).ToContainTextAsync("recordAsset");
        await Expect(page.GetByText(Samples.TransactionHash)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("acknowledged done");
    }

    [Fact]
    public async Task Execution_ThatFailed_SaysWhyAsText()
    {
        await using var api = await StartAsync();
        api.Show(Samples.Failed());
        var page = await OpenAsync(api, "#/executions/" + Samples.Id);

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("contract.failed: at step executed: recordAsset refused its input. " + Samples.Markup);
        await Expect(page.Locator("img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Content_OfARecord_IsFetchedOnDemandAndForgotten()
    {
        await using var api = await StartAsync();
        var page = await OpenAsync(api, "#/scopes/" + Samples.Scope);
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Show the content of asset" });
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
        Assert.DoesNotContain(api.Asked, path => path.Contains("/records/", StringComparison.Ordinal));

        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        var content = page.GetByRole(AriaRole.Region, new() { Name = "Content of asset" });
        await Expect(content).ToContainTextAsync("<img src=x");
        await Expect(page.Locator("img")).ToHaveCountAsync(0);
        var hide = page.GetByRole(AriaRole.Button, new() { Name = "Hide the content of asset" });
        await Expect(hide).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(content).ToHaveCountAsync(0);
        Assert.Single(api.Asked, path => path.EndsWith("/records/asset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task History_OfARecord_IsATable()
    {
        await using var api = await StartAsync();
        var page = await OpenAsync(api, "#/scopes");
        await page.GetByRole(AriaRole.Link, new() { Name = Samples.Scope }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Show the history of asset" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "What was written, and when" })).ToContainTextAsync("written");
    }

    [Theory]
    [InlineData("#/executions", 360, ColorScheme.Light)]
    [InlineData("#/executions", 360, ColorScheme.Dark)]
    [InlineData("#/executions/" + Samples.Id, 360, ColorScheme.Light)]
    [InlineData("#/scopes/" + Samples.Scope, 360, ColorScheme.Dark)]
    [InlineData("#/executions/" + Samples.Id, 1000, ColorScheme.Dark)]
    [InlineData("#/nonsense/a/b", 360, ColorScheme.Light)]
    public async Task Page_InEveryWindow_FitsAndShowsSomething(string address, int width, ColorScheme scheme)
    {
        await using var api = await StartAsync();
        var page = await OpenAsync(api, address, width, scheme);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.Load);
        await Expect(page.GetByRole(AriaRole.Main)).Not.ToBeEmptyAsync();

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        var picture = Screenshot.Read(await page.ScreenshotAsync());
        Assert.Equal((width, 800), (picture.Width, picture.Height));
        Assert.True(picture.Shades > 16, $"There is nothing on it: {picture.Shades} shades.");
        var back = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Light ? "rgb(255, 255, 255)" : "rgb(20, 24, 29)", back);
    }

    [Fact]
    public async Task Api_ThatGoesAway_IsSaidOnceAndThePageGoesOn()
    {
        await using var api = await StartAsync();
        var page = await browser.OpenAsync();
        await page.RouteAsync("**/api/v1/executions?**", route => route.AbortAsync());
        await page.GotoAsync(new Uri(api.Address, "/console").ToString());
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("api.unavailable");

        await page.UnrouteAllAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Samples.Id })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    private static Task<CannedServer> StartAsync() => CannedServer.StartAsync(ConsoleRoutes.Map, Token);

    private async Task<IPage> OpenAsync(CannedServer api, string address, int width = 1000, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.OpenAsync(width, scheme);
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _faults.Enqueue(message.Text);
            }
        };
        await page.GotoAsync(new Uri(api.Address, "/console").ToString() + address);
        return page;
    }
}
