using Azure;

namespace P8e.Azure.Tables;

/// <summary>The answer "not there".</summary>
internal sealed class NoValueResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The row is not there: ask HasValue first.");

    public override Response GetRawResponse() => response;
}
