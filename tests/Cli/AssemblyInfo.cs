using P8e.Azurite;

[assembly: AssemblyFixture(typeof(SharedAzurite))]
