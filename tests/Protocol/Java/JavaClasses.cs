using System.Text.Json.Serialization;

namespace P8e.Protocol.Tests.Java;

/// <summary>The shape of sdk-java-names.json and recorded-contracts.json: JVM class by full message name.</summary>
internal sealed record JavaClasses([property: JsonPropertyName("javaClasses")] IReadOnlyDictionary<string, string> Classes, string? DescriptorSetBase64);
