namespace P8e.Infrastructure.Tests.Bicep;

/// <summary>What a statement declares.</summary>
internal enum DeclarationKind
{
    TargetScope,
    Using,
    Param,
    Var,
    Resource,
    Module,
    Output,
}
