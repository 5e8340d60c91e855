using Azure.Core;

namespace P8e.Azure.Vault;

/// <summary>Transport, retry and diagnostics of a key client.</summary>
internal sealed class KeyClientOptions : ClientOptions;
