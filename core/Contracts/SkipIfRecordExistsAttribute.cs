namespace P8e.Contracts;

/// <summary>Skips the function when the scope has the named record; the record must be a parameter of the constructor (p8e-sdk 2.2, 5.3).</summary>
/// <example><code>[SkipIfRecordExists("notes")]</code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SkipIfRecordExistsAttribute : Attribute
{
    /// <summary>Names the record.</summary>
    public SkipIfRecordExistsAttribute(string name) => Name = name;

    /// <summary>The record's name.</summary>
    public string Name { get; }
}
