using P8e.Protocol.Dynamic.Shapes;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>Where an open message begins in <see cref="FieldRuns"/>.</summary>
internal readonly record struct FieldRunsMark(MessageShape Shape, int Run, int Seen);
