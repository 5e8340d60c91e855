namespace P8e.Protocol.Errors;

/// <summary>How a <see cref="P8eStateException"/> is answered.</summary>
public enum StateErrorKind
{
    /// <summary>Nothing is there under that name, or the caller may not know that it is: 404 / NOT_FOUND.</summary>
    NotFound,

    /// <summary>Something else is there, or it changed meanwhile: 409 / ABORTED.</summary>
    Conflict,

    /// <summary>The caller may not do this: 403 / PERMISSION_DENIED.</summary>
    NotPermitted,
}
