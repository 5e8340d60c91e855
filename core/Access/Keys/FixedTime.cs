using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace P8e.Access.Keys;

/// <summary>Compares hashes of secrets so that the time says nothing about them.</summary>
internal static class FixedTime
{
    internal static bool AreEqual(string hash, string other) => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(hash.AsSpan()), MemoryMarshal.AsBytes(other.AsSpan()));
}
