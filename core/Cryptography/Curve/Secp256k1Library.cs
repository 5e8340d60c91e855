using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace P8e.Cryptography.Curve;

/// <summary>
/// The functions of libsecp256k1 that are used, bound by name from whichever soname is there. Signatures are those of its public header
/// and have been the same since 2018; an older ECDH has another one, which <see cref="CurveSelfTest"/> notices. Every pointer passed points to at least the documented number of bytes.
/// </summary>
internal sealed unsafe class Secp256k1Library
{
    private static readonly string[] Names = OperatingSystem.IsWindows()
        ? ["libsecp256k1-6.dll", "libsecp256k1-5.dll", "libsecp256k1-2.dll", "secp256k1.dll"]
        : OperatingSystem.IsMacOS()
            ? ["libsecp256k1.6.dylib", "libsecp256k1.5.dylib", "libsecp256k1.2.dylib", "libsecp256k1.1.dylib", "libsecp256k1.dylib"]
            : ["libsecp256k1.so.6", "libsecp256k1.so.5", "libsecp256k1.so.2", "libsecp256k1.so.1", "libsecp256k1.so.0", "libsecp256k1.so"];

    internal readonly delegate* unmanaged[Cdecl]<uint, void*> ContextCreate;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, int> ContextRandomize;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, nuint, int> PublicKeyParse;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, nuint*, byte*, uint, int> PublicKeySerialize;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, int> PublicKeyCreate;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, int> SignatureParseCompact;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, int> SignatureSerializeCompact;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, int> SignatureNormalize;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, byte*, int> Verify;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, byte*, void*, void*, int> Sign;
    internal readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, byte*, delegate* unmanaged[Cdecl]<byte*, byte*, byte*, void*, int>, void*, int> Ecdh;

    private Secp256k1Library(nint handle, string name)
    {
        Name = name;
        ContextCreate = (delegate* unmanaged[Cdecl]<uint, void*>)Export("secp256k1_context_create");
        ContextRandomize = (delegate* unmanaged[Cdecl]<void*, byte*, int>)Export("secp256k1_context_randomize");
        PublicKeyParse = (delegate* unmanaged[Cdecl]<void*, byte*, byte*, nuint, int>)Export("secp256k1_ec_pubkey_parse");
        PublicKeySerialize = (delegate* unmanaged[Cdecl]<void*, byte*, nuint*, byte*, uint, int>)Export("secp256k1_ec_pubkey_serialize");
        PublicKeyCreate = (delegate* unmanaged[Cdecl]<void*, byte*, byte*, int>)Export("secp256k1_ec_pubkey_create");
        SignatureParseCompact = (delegate* unmanaged[Cdecl]<void*, byte*, byte*, int>)Export("secp256k1_ecdsa_signature_parse_compact");
        SignatureSerializeCompact = (delegate* unmanaged[Cdecl]<void*, byte*, byte*, int>)Export("secp256k1_ecdsa_signature_serialize_compact");
        SignatureNormalize = (delegate* unmanaged[Cdecl]<void*, byte*, byte*, int>)Export("secp256k1_ecdsa_signature_normalize");
        Verify = (delegate* unmanaged[Cdecl]<void*, byte*, byte*, byte*, int>)Export("secp256k1_ecdsa_verify");
        Sign = (delegate* unmanaged[Cdecl]<void*, byte*, byte*, byte*, void*, void*, int>)Export("secp256k1_ecdsa_sign");
        Ecdh = (delegate* unmanaged[Cdecl]<void*, byte*, byte*, byte*, delegate* unmanaged[Cdecl]<byte*, byte*, byte*, void*, int>, void*, int>)Export("secp256k1_ecdh");

        void* Export(string symbol) => (void*)NativeLibrary.GetExport(handle, symbol);
    }

    /// <summary>The file name under which it was found.</summary>
    internal string Name { get; }

    /// <summary>Loads the newest soname that is there, beside the program first; false when none has all functions (a build without ECDH, say).</summary>
    internal static bool TryLoad([NotNullWhen(true)] out Secp256k1Library? library)
    {
        foreach (var name in Names)
        {
            if (!TryOpen(name, out var handle))
            {
                continue;
            }

            try
            {
                library = new Secp256k1Library(handle, name);
                return true;
            }
            catch (EntryPointNotFoundException)
            {
                NativeLibrary.Free(handle); // A build without the ECDH module is of no use; an older soname may have it.
            }
        }

        library = null;
        return false;
    }

    private static bool TryOpen(string name, out nint handle) =>
        NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, name), out handle) || NativeLibrary.TryLoad(name, out handle);
}
