using P8e.Execution.Sandbox.Packages;
using P8e.Execution.Sandbox.Running;
using P8e.Execution.Wire;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox;

/// <summary>Answers one request after the other: first the package, then descriptions of it and runs.</summary>
internal sealed class SandboxServer(WireChannel channel)
{
    private ContractPackage? _package;

    // On the one thread that the process has anyway: nothing else is to be done meanwhile, and starting a pool of threads takes time.
    public void Run()
    {
        while (channel.Read() is { } request)
        {
            var reply = Answer(request);
            try
            {
                channel.Write(reply);
            }
            catch (WireException e)
            {
                channel.Write(new FailureReply(FailureKind.ResultTooLarge, e.Message));
            }

            if (reply is FailureReply { Kind: FailureKind.MemoryExhausted })
            {
                // Whatever ran out of memory may have left its work half done: nothing more is run in this process.
                return;
            }
        }
    }

    private WireMessage Answer(WireMessage request)
    {
        try
        {
            return request switch
            {
                LoadRequest load => Load(load),
                DescribeRequest => new DescribedReply(Package.Describe()),
                RunRequest run => new RanReply(ContractRun.Execute(Package.Find(run.ContractClass), run)),
                _ => throw new WireException($"{request.GetType().Name} is no request."),
            };
        }
        catch (SandboxFault fault)
        {
            return new FailureReply(fault.Kind, ErrorText.Shorten(fault.Message));
        }
        catch (Exception e) when (ThrownFault.IsOfMemory(e))
        {
            return new FailureReply(FailureKind.MemoryExhausted, "The contract needs more memory than it is given.");
        }
        catch (Exception e) when (request is RunRequest && ThrownFault.IsOfLoading(e))
        {
            // Without its text: a contract can throw such an exception itself and quote a record.
            return new FailureReply(FailureKind.PackageInvalid, $"Code that the contract needs could not be loaded ({e.GetType().FullName}).");
        }
        catch (Exception e) when (request is not RunRequest && e is not WireException)
        {
            // Reading a package runs code of it: static constructors of messages, attributes.
            return new FailureReply(FailureKind.PackageInvalid, "The package cannot be read: " + ErrorText.Of(e));
        }
    }

    private ContractPackage Package => _package ?? throw new WireException("The package has to be loaded first.");

    private LoadedReply Load(LoadRequest load)
    {
        // One package per process: its code cannot be unloaded, and two packages must not meet.
        _package = _package is null ? ContractPackage.Load(load.Contracts, load.Records) : throw new WireException("A package is loaded already.");
        return new LoadedReply();
    }
}
