namespace P8e.Devchain.Errors;

/// <summary>
/// A transaction was refused or failed: what the client sees as codespace, code and log. Texts and codes are the node's, because clients
/// read them; so this is not one of the house's error families and never leaves the chain.
/// </summary>
internal sealed class ChainException(string codespace, uint code, string text) : Exception(text)
{
    internal const uint PanicCode = 111222;
    private const string Undefined = "undefined";

    /// <summary>What errors v1.1.0 adds where a plain error wraps a registered one (provenance-chain 3.2).</summary>
    private const string Position = " [cosmossdk.io/errors@v1.1.0/errors.go:165]";

    internal string Codespace => codespace;

    internal uint Code => code;

    /// <summary>False for a plain Go error, which clients see as code 1 of codespace undefined.</summary>
    internal bool IsRegistered => codespace != Undefined;

    /// <summary>A plain Go error.</summary>
    internal static ChainException Plain(string text) => new(Undefined, 1, text);

    /// <summary>A Go panic that the application caught (provenance-chain 3.9). The node adds its stack.</summary>
    internal static ChainException Panic(string text) => new(Undefined, PanicCode, $"recovered: {text}\nstack:\n");

    /// <summary>Whether it is a panic on the node, as running out of gas is: nobody on the way up may put words around it.</summary>
    internal bool EndsTransaction => code == PanicCode || (codespace == SdkError.OutOfGas.Codespace && code == SdkError.OutOfGas.Code);

    /// <summary>The same error with words before it, code kept.</summary>
    internal ChainException Before(string prefix) => EndsTransaction ? this : new(codespace, code, prefix + Message);

    /// <summary>A plain Go error around this one: its code is lost, its text stays.</summary>
    internal ChainException PlainAround(string prefix) =>
        EndsTransaction ? this : Plain(prefix + Message + (IsRegistered ? Position : string.Empty));
}
