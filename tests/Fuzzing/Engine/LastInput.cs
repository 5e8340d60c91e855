using System.IO.MemoryMappedFiles;

namespace P8e.Fuzzing.Tests.Engine;

/// <summary>The input under way, in a file that outlives the process: a stack that overflows takes the process along. Four bytes of length, then the input.</summary>
internal sealed class LastInput : IDisposable
{
    private const int Room = 128 * 1024;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    internal LastInput(string target)
    {
        _path = Path.Combine(FuzzRun.Findings, $"{target}.last");
        _file = MemoryMappedFile.CreateFromFile(_path, FileMode.Create, null, Room);
        _view = _file.CreateViewAccessor();
    }

    internal void Keep(byte[] input)
    {
        _view.Write(0, input.Length);
        _view.WriteArray(sizeof(int), input, 0, Math.Min(input.Length, Room - sizeof(int)));
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
