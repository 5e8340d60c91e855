using System.Runtime.InteropServices;

namespace P8e.Cryptography.Payload;

/// <summary>
/// The functions of OpenSSL's libcrypto that AES-GCM in pieces needs; .NET itself stands on this library on Linux. The base class library's
/// AesGcm takes a whole message at once, which for 5 GiB means 5 GiB of memory.
/// </summary>
internal sealed unsafe class OpenSslLibrary
{
    internal const int ControlSetIvLength = 0x9;
    internal const int ControlGetTag = 0x10;
    internal const int ControlSetTag = 0x11;

    private static readonly string[] Names = ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"];
    private static readonly Lazy<OpenSslLibrary?> Loaded = new(TryLoad);

    internal readonly delegate* unmanaged[Cdecl]<nint> ContextNew;
    internal readonly delegate* unmanaged[Cdecl]<nint, void> ContextFree;
    internal readonly delegate* unmanaged[Cdecl]<nint> Aes256Gcm;
    internal readonly delegate* unmanaged[Cdecl]<nint, nint, nint, byte*, byte*, int, int> CipherInit;
    internal readonly delegate* unmanaged[Cdecl]<nint, byte*, int*, byte*, int, int> CipherUpdate;
    internal readonly delegate* unmanaged[Cdecl]<nint, byte*, int*, int> CipherFinal;
    internal readonly delegate* unmanaged[Cdecl]<nint, int, int, void*, int> Control;

    private OpenSslLibrary(nint handle)
    {
        ContextNew = (delegate* unmanaged[Cdecl]<nint>)Export("EVP_CIPHER_CTX_new");
        ContextFree = (delegate* unmanaged[Cdecl]<nint, void>)Export("EVP_CIPHER_CTX_free");
        Aes256Gcm = (delegate* unmanaged[Cdecl]<nint>)Export("EVP_aes_256_gcm");
        CipherInit = (delegate* unmanaged[Cdecl]<nint, nint, nint, byte*, byte*, int, int>)Export("EVP_CipherInit_ex");
        CipherUpdate = (delegate* unmanaged[Cdecl]<nint, byte*, int*, byte*, int, int>)Export("EVP_CipherUpdate");
        CipherFinal = (delegate* unmanaged[Cdecl]<nint, byte*, int*, int>)Export("EVP_CipherFinal_ex");
        Control = (delegate* unmanaged[Cdecl]<nint, int, int, void*, int>)Export("EVP_CIPHER_CTX_ctrl");

        void* Export(string symbol) => (void*)NativeLibrary.GetExport(handle, symbol);
    }

    /// <summary>The library, or null where there is none.</summary>
    internal static OpenSslLibrary? Instance => Loaded.Value;

    private static OpenSslLibrary? TryLoad()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return new OpenSslLibrary(handle);
            }
        }

        return null;
    }
}
