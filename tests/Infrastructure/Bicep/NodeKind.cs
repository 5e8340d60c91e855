namespace P8e.Infrastructure.Tests.Bicep;

/// <summary>What a piece of an expression is.</summary>
internal enum NodeKind
{
    /// <summary>Text without inserted expressions; <see cref="Node.Text"/> is the text.</summary>
    Text,

    /// <summary>Text with inserted expressions, which are the children; <see cref="Node.Text"/> has <c>{}</c> in their places.</summary>
    Interpolation,

    /// <summary>A number, true, false or null.</summary>
    Literal,

    /// <summary>A symbol.</summary>
    Name,

    /// <summary>A member (text) of the child.</summary>
    Member,

    /// <summary>The first child at the second.</summary>
    Index,

    /// <summary>The child, said not to be null.</summary>
    Assertion,

    /// <summary>A function (text) of the children.</summary>
    Call,

    /// <summary>A function (text) of the first child, with the others.</summary>
    MemberCall,

    /// <summary>Operators between or before the children, or a condition and its two ends.</summary>
    Operation,

    /// <summary>A list.</summary>
    Array,

    /// <summary>Members: <see cref="Property"/> children.</summary>
    Object,

    /// <summary>One member of an object: its value, after the expressions of its name.</summary>
    Property,

    /// <summary>For each: <see cref="Node.Text"/> is the variable; source, then body.</summary>
    For,
}
