using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Accounts;
using P8e.Devchain.Ante;
using P8e.Devchain.Blocks;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Storage;
using P8e.Protocol.Wire.Cosmos.Abci;

namespace P8e.Devchain.Transactions;

/// <summary>Runs a transaction on a state, in any of the three modes (provenance-chain 3.2).</summary>
internal sealed class TxRunner(ChainSettings settings, TxDecoder decoder)
{
    /// <summary>Changes the state as the node would, also when the transaction fails; never throws for what a transaction holds.</summary>
    internal TxOutcome Run(ReceivedTx received, StateStore state, TxMode mode, long height, ChainTime time)
    {
        var context = new TxContext(settings, state, mode, height, time);
        state.Gas = GasMeter.Unlimited();
        try
        {
            state.Gas.Consume(GasCosts.ConsensusParams, "ReadFlat");
            return Execute(Read(received), context);
        }
        catch (Exception fault) when (IsRecoverable(fault))
        {
            return Failed(Recover(fault), state, 0);
        }
    }

    /// <summary>Finds out what the bytes and the accounts of a state say about a transaction, so that a later run need not. Changes nothing.</summary>
    internal void Prepare(ReceivedTx received, StateStore state, long height, ChainTime time)
    {
        try
        {
            var tx = Read(received);
            var context = new TxContext(settings, state, TxMode.Check, height, time);
            new SignatureCheck(tx, TxShape.Signers(tx, settings.Addresses), context, new AccountKeeper(state, settings.Addresses), new EventLog()).VerifyAhead();
        }
        catch (Exception fault) when (IsRecoverable(fault))
        {
            // The run comes upon it too, at its place in the order of the checks, and answers with it.
        }
    }

    private DecodedTx Read(ReceivedTx received)
    {
        if (received.Content is { } known)
        {
            return known;
        }

        var tx = decoder.Decode(received.Bytes.Span);
        ValidateMessages(tx);
        received.Content = tx;
        return tx;
    }

    private void ValidateMessages(DecodedTx tx)
    {
        if (tx.Messages.Count == 0)
        {
            throw SdkError.InvalidRequest.Wrap("must contain at least one message");
        }

        var rules = new MessageRules(settings.Addresses, settings.Limits);
        foreach (var message in tx.Messages)
        {
            message.Handler.ValidateBasic(message.Message, rules);
        }

        if (tx.AuthInfo.Fee is null)
        {
            throw ChainException.Panic("runtime error: invalid memory address or nil pointer dereference");
        }
    }

    private TxOutcome Execute(DecodedTx tx, TxContext context)
    {
        var state = context.State;
        var before = state.Checkpoint();
        var anteEvents = new EventLog();
        FeeCharge charge;
        long limit = 0;
        try
        {
            limit = GasRules.MeterLimit(tx.AuthInfo.Fee, settings);
            state.Gas = context.Mode == TxMode.Simulate ? state.Gas : state.Gas.WithLimit(limit);
            charge = new AnteHandler(tx, context, anteEvents).Run();
        }
        catch (Exception fault) when (IsRecoverable(fault))
        {
            state.Restore(before);
            return Failed(Recover(fault), state, limit);
        }

        var afterAnte = state.Checkpoint();
        try
        {
            var events = new EventLog();
            var data = context.Mode == TxMode.Check ? null : RunMessages(tx, context, events);
            PostHandler.Run(charge, context, events);
            return new TxOutcome
            {
                Data = data,
                GasWanted = limit,
                GasUsed = state.Gas.Used,
                Events = context.Mode == TxMode.Check ? events.All : [.. anteEvents.All, .. events.All],
                RequiredFee = charge.Cost.Required,
            };
        }
        catch (Exception fault) when (IsRecoverable(fault))
        {
            state.Restore(afterAnte);
            var error = Recover(fault);
            return Failed(error, state, limit) with { Events = context.Mode == TxMode.Check ? [] : KeptEvents(error, anteEvents, charge) };
        }
    }

    // Like the node, the chain outlives whatever a transaction makes its code do, and says so with the code of a panic (provenance-chain 3.9).
    private static bool IsRecoverable(Exception fault) => fault is not OutOfMemoryException;

    private static ChainException Recover(Exception fault) => fault as ChainException ?? ChainException.Panic(fault.Message);

    private static TxMsgData RunMessages(DecodedTx tx, TxContext context, EventLog events)
    {
        var data = new TxMsgData();
        for (var i = 0; i < tx.Messages.Count; i++)
        {
            var own = new EventLog();
            IMessage response;
            try
            {
                response = tx.Messages[i].Handler.Handle(tx.Messages[i].Message, new MessageContext(context, own));
            }
            catch (ChainException fault)
            {
                throw fault.Before($"failed to execute message; message index: {i}: ");
            }

            var index = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            events.AddRange(own.All.Prepend(ActionEvent(tx.Messages[i], own, context)).Select(own => own.With("msg_index", index)));
            data.MsgResponses.Add(new Any { TypeUrl = "/" + response.Descriptor.FullName, Value = response.ToByteString() });
        }

        return data;
    }

    private static ChainEvent ActionEvent(DecodedMessage message, EventLog own, TxContext context)
    {
        var action = ChainEvent.Legacy("message", ("action", message.Handler.TypeUrl));
        if (message.Signers.FirstOrDefault() is { } signer)
        {
            action = action.With("sender", context.Settings.Addresses.ParseSigner(signer).ToString());
        }

        // Events of the module that name it make the attribute superfluous (provenance-chain 4.2 row 6).
        return own.All.Any(chainEvent => chainEvent.Has("module")) ? action : action.With("module", message.Handler.TypeUrl.Split('.')[1]);
    }

    /// <summary>The ante handler's events, with the fee that was really taken; a panic leaves the node no time to put that in.</summary>
    private static IReadOnlyList<ChainEvent> KeptEvents(ChainException fault, EventLog anteEvents, FeeCharge charge) => fault.EndsTransaction
        ? anteEvents.All
        : [.. anteEvents.All.Select(chainEvent => chainEvent.Type == "tx" && chainEvent.Has("fee")
            ? chainEvent with
            {
                Attributes = [.. chainEvent.Attributes.Select(attribute => attribute.Key == "fee" ? attribute with { Value = charge.Cost.UpFront.ToString() } : attribute)],
            }
            : chainEvent)];

    private static TxOutcome Failed(ChainException fault, StateStore state, long gasWanted) => new()
    {
        Code = fault.Code,
        Codespace = fault.Codespace,
        Log = fault.Message,
        GasWanted = gasWanted,
        GasUsed = state.Gas.Used,
    };
}
