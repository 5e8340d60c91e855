namespace P8e.Package.Tests;

/// <summary>One package for all tests.</summary>
[CollectionDefinition(Name)]
public sealed class PackageGroup : ICollectionFixture<PublishedPackage>
{
    public const string Name = "package";
}
