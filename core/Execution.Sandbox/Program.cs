using P8e.Execution.Wire;

namespace P8e.Execution.Sandbox;

/// <summary>The sandbox: serves requests from its standard input on its standard output until the input closes.</summary>
internal static class Program
{
    private static void Main()
    {
#pragma warning disable RS0030 // This program's two pipes are its standard streams; what contracts print goes nowhere (p8e-sdk 5, B-38).
        var channel = new WireChannel(Console.OpenStandardInput(), Console.OpenStandardOutput());
        Console.SetIn(TextReader.Null);
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
#pragma warning restore RS0030 // As above.
        new SandboxServer(channel).Run();
    }
}
