namespace P8e.Protocol.Dynamic.Wire;

/// <summary>The occurrences of one open message: <see cref="First"/> up to and without <see cref="End"/> in the <see cref="WireIndex"/>.</summary>
internal readonly record struct WireFrame(int First, int End);
