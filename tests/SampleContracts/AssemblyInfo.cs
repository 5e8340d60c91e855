using System.Diagnostics.CodeAnalysis;

[assembly: SuppressMessage(
    "Performance", "CA1822", Scope = "module", Justification = "A function of a contract is an instance method whether it uses the instance or not.")]
