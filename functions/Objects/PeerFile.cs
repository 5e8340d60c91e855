using P8e.Functions.Hosting;
using P8e.ObjectStore.Replication;

namespace P8e.Functions.Objects;

/// <summary>A file of peers: a line each, a name, a URL, and for peers that ask for it a header's name and the file of its value.</summary>
internal static class PeerFile
{
    internal static IReadOnlyList<PeerOptions> Read(string? path, string setting) => [.. SettingsFile.ReadLines(path, setting).Select(words => words switch
    {
        [var name, var url] => new PeerOptions { Name = name, Url = url },
        [var name, var url, var header, var file] => new PeerOptions { Name = name, Url = url, HeaderName = header, HeaderValueFile = file },
        _ => throw SettingFault.Of(setting, "names a file with a line that is not a name, a URL, and a header with the file of its value or neither", "partner https://store.example x-p8e-peer-key /keys/partner"),
    })];
}
