using Microsoft.AspNetCore.Builder;

namespace P8e.EmptyApi;

/// <summary>An ASP.NET Core minimal API that answers nothing but 200: what a start costs before a program does anything of its own. The first argument is its address.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        var application = WebApplication.CreateSlimBuilder().Build();
        application.Urls.Add(arguments[0]);
        application.MapGet("/", () => "ok");
        application.Run();
    }
}
