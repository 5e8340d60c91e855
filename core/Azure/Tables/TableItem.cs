namespace P8e.Azure.Tables;

/// <summary>A table of the account.</summary>
public sealed class TableItem
{
    internal TableItem(string name) => Name = name;

    /// <summary>Name, 3 to 63 letters and digits.</summary>
    public string Name { get; }
}
