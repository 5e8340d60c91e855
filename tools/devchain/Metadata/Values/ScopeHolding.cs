using Google.Protobuf;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Metadata.Values;

/// <summary>A scope and who holds its coin.</summary>
internal readonly record struct ScopeHolding(ByteString Scope, AccountAddress? Holder);
