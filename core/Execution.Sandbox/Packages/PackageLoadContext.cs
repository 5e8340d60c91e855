using System.Reflection;
using System.Runtime.Loader;

namespace P8e.Execution.Sandbox.Packages;

/// <summary>
/// Where a package's two assemblies live. P8e.Contracts, Google.Protobuf and the framework are shared with this program, so that both
/// mean the same types (p8e-sdk 5.5); nothing is looked for on disk.
/// </summary>
internal sealed class PackageLoadContext() : AssemblyLoadContext("package")
{
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == assemblyName.Name);

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        throw new DllNotFoundException("A contract may not call native code.");
}
