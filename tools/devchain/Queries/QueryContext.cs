using System.Globalization;
using P8e.Devchain.Addresses;
using P8e.Devchain.Blocks;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata;
using P8e.Devchain.Storage;
using P8e.Devchain.Transactions;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Queries;

/// <summary>What a query is answered from: the chain, and its state at one height.</summary>
internal sealed class QueryContext
{
    /// <summary>The metadata key, on requests and answers, that holds a height.</summary>
    internal const string HeightHeader = "x-cosmos-block-height";

    private QueryContext(ChainNode node, long height, StateStore state)
    {
        Node = node;
        Height = height;
        State = state;
    }

    internal ChainNode Node { get; }

    /// <summary>Whose state is looked at.</summary>
    internal long Height { get; }

    internal StateStore State { get; }

    // Half of the calls bring a transaction and need neither.
    internal Keepers Keepers => field ??= new Keepers(new TxContext(Settings, State, TxMode.Check, Height, Time), new EventLog());

    internal ValueOwnerKeeper ValueOwners => field ??= new ValueOwnerKeeper(Keepers, Addresses);

    private ChainTime Time => Node.Chain.History.Find(Height)?.Block.Time ?? Node.Chain.Time;

    internal ChainSettings Settings => Node.Chain.Settings;

    internal AccountText Addresses => Settings.Addresses;

    /// <summary>The height that a header asks for; 0 and no header mean the latest. Throws the query's error.</summary>
    internal static long ParseHeight(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return 0;
        }

        if (!long.TryParse(header, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var height))
        {
            throw QueryException.Invalid(
                $"Baseapp.RegisterGRPCServer: invalid height header \"{HeightHeader}\": strconv.ParseInt: parsing \"{header}\": invalid syntax");
        }

        return height;
    }

    /// <summary>Takes the state of a height; 0 means the latest. Throws the query's error when there is none.</summary>
    internal static QueryContext At(ChainNode node, long height)
    {
        var latest = node.Chain.Height;
        if (height < 0)
        {
            throw QueryException.Height(SdkError.InvalidRequest, "cannot query with height < 0; please provide a valid height");
        }

        if (height > latest)
        {
            throw QueryException.Height(SdkError.InvalidHeight, "cannot query with height in the future; please provide a valid height");
        }

        var wanted = height == 0 ? latest : height;
        return node.Chain.StateAt(wanted) is { } state
            ? new QueryContext(node, wanted, state)
            : throw QueryException.Height(
                SdkError.InvalidRequest, $"failed to load state at height {wanted}; version does not exist (latest height: {latest})");
    }

    /// <summary>Reads an account address of a request as the modules do that name it by a text of their own.</summary>
    internal AccountAddress Address(string text, Func<string, QueryException> refusal)
    {
        try
        {
            return Addresses.ParseSigner(text);
        }
        catch (ChainException fault)
        {
            throw refusal(fault.Message);
        }
    }
}
