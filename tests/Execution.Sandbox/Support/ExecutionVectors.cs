using System.Text.Json;

namespace P8e.Execution.Sandbox.Tests.Support;

/// <summary>Files under tests/Vectors/execution.</summary>
internal static class ExecutionVectors
{
    public static JsonElement Read(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "P8eFunctions.sln")))
            {
                return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "tests/Vectors/execution", name))).RootElement;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds P8eFunctions.sln.");
    }
}
