namespace P8e.Conformance.Transactions;

/// <summary>One recorded transaction.</summary>
internal interface IRecordedTransaction
{
    /// <summary>Whether it is one that we could have made with one of these keys.</summary>
    bool Is(SigningKeys keys);

    /// <summary>Builds it again and compares.</summary>
    Task CheckAsync(SigningKeys keys, CancellationToken cancellationToken);
}
