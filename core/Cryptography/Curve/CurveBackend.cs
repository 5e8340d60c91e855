namespace P8e.Cryptography.Curve;

/// <summary>Which implementation of secp256k1 does the work.</summary>
public enum CurveBackend
{
    /// <summary>libsecp256k1, found on the system or beside the program.</summary>
    Native,

    /// <summary>The .NET base class library (OpenSSL underneath): the same results, 24 to 53 times slower (tests/Benchmarks/accepted.md).</summary>
    Platform,
}
