using System.Reflection;
using P8e.Architecture.Tests.Reading;

namespace P8e.Architecture.Tests.House;

public sealed class ClassTests
{
    [Fact]
    public void Class_OfEveryRoom_IsSealedAbstractOrStatic() => Inspection.Pass(
        "A class is sealed, abstract or static: nobody inherits from what was not made for it.",
        from room in CompiledAssembly.Rooms
        from type in room.Types
        where !type.IsWrittenByCompiler && !type.Attributes.HasFlag(TypeAttributes.Interface)
        select type,
        type => (type.Attributes & (TypeAttributes.Sealed | TypeAttributes.Abstract)) == 0 ? type.FullName : null);
}
