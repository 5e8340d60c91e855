namespace P8e.EmptyProgram;

/// <summary>Does nothing: what a .NET process costs before it does anything, beside which the sandbox's start is measured.</summary>
internal static class Program
{
    private static void Main()
    {
    }
}
