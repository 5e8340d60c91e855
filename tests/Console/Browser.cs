using Microsoft.Playwright;

namespace P8e.Console.Tests;

/// <summary>The system's Chromium, driven by Playwright; one for all tests of a class. Without one the tests are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>A fresh page: nothing of another test is in it.</summary>
    internal async Task<IPage> OpenAsync(int width = 1000, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipUnless(_browser is not null, $"No browser: none of {string.Join(", ", Names)} is in PATH. Install the system's chromium package.");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, ColorScheme = scheme });
        return await context.NewPageAsync();
    }

    private static string? Find() => (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in Names
        let program = Path.Combine(folder, name)
        where File.Exists(program)
        select program).FirstOrDefault();
}
