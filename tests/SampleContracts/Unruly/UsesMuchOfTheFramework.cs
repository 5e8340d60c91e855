using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Data;
using System.Formats.Asn1;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;
using System.Xml.Linq;
using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Unruly;

/// <summary>Touches so many assemblies of the framework that a sandbox with few descriptors runs out of them; then throws.</summary>
[P8eContract("org.example.unruly.UsesMuchOfTheFramework")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class UsesMuchOfTheFramework : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("note")]
    public Note Note([Input("note")] Note note)
    {
        object[] used =
        [
            new ConcurrentBag<int>(), ImmutableList.Create(1), new DataTable(), new AsnWriter(AsnEncodingRules.DER), BigInteger.Pow(3, 300),
            JsonSerializer.SerializeToNode(1)!, Regex.IsMatch(note.Text, "a+"), Channel.CreateUnbounded<int>(), new BufferBlock<int>(), new XElement("a"),
            new SortedSet<int>(), new PriorityQueue<int, int>(), Enumerable.Range(0, 3).ToLookup(i => i), new BindingList<int>(), new Win32Exception(1),
        ];
        throw new InvalidOperationException($"everything was there: {used.Length}");
    }
}
