using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access.Auditing;

/// <summary>One call of one caller. It never holds contents or a secret.</summary>
public sealed record AccessAuditLine
{
    /// <summary><see cref="Outcome"/> of a call that was let through.</summary>
    public const string Allowed = "allowed";

    /// <summary>Longest <see cref="Route"/> and <see cref="Outcome"/>, in characters.</summary>
    public const int NameCharsMax = 128;

    /// <summary>Longest <see cref="What"/>, in characters.</summary>
    public const int WhatCharsMax = 256;

    /// <summary>Longest <see cref="Correlation"/>, in characters.</summary>
    public const int CorrelationCharsMax = 128;

    /// <summary>The line's own UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose data; null for the deployment itself.</summary>
    public AffiliateName? Affiliate { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Id of the caller.</summary>
    public required string Caller { get; init; }

    /// <summary>The roles by which the caller was let in; of a refusal, those of which any would have done.</summary>
    public required AccessRoles Roles { get; init; }

    /// <summary>Name of the function that was called.</summary>
    public required string Route { get; init; }

    /// <summary>What it was about: a hash, an id, an address; may be empty.</summary>
    public required string What { get; init; }

    /// <summary><see cref="Allowed"/>, or the code of <see cref="ErrorCodes"/> with which it was refused.</summary>
    public required string Outcome { get; init; }

    /// <summary>Stands in the log and the traces of the same call; may be empty.</summary>
    public required string Correlation { get; init; }
}
