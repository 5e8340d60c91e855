namespace P8e.Devchain.Storage;

/// <summary>A key of the state and what is stored under it. Neither array is changed once it is in the state.</summary>
internal readonly record struct StateEntry(byte[] Key, byte[] Value);
