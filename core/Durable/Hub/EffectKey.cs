namespace P8e.Durable.Hub;

/// <summary>Names one decision of one generation.</summary>
internal readonly record struct EffectKey(int Generation, int Id);
