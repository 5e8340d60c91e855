using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace P8e.Architecture.Tests.Reading;

/// <summary>The tokens of methods, fields and types that the instructions of a body name.</summary>
internal static class MethodBody
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    /// <summary>Every token in order; none for a method without a body.</summary>
    public static IEnumerable<EntityHandle> Tokens(PEReader file, MethodDefinition method)
    {
        if (method.RelativeVirtualAddress == 0)
        {
            yield break;
        }

        var code = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (code[at++] << 8) | code[at++] : code[at++];
            var operand = Operands[value];
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return MetadataTokens.EntityHandle(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)));
            }

            at += Length(operand, code.AsSpan(at));
        }
    }

    private static int Length(OperandType operand, ReadOnlySpan<byte> rest) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(rest)),
        _ => 4,
    };
}
