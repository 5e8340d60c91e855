using System.Diagnostics.CodeAnalysis;

[assembly: SuppressMessage("Performance", "CA1822", Scope = "module", Justification = "Functions of contracts are instance methods.")]
