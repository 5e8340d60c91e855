using P8e.Contracts;

namespace P8e.SampleContracts.Recorded;

/// <summary>Declares nothing: participants, scope specifications and functions are inherited.</summary>
[P8eContract("org.p8evec.contract.ExtendsOneRecord")]
public sealed class ExtendsOneRecord : OneRecord;
