using P8e.Infrastructure.Tests.Bicep;
using P8e.Infrastructure.Tests.Checks;
using P8e.Ports;

namespace P8e.Infrastructure.Tests;

/// <summary>Each check sees what it is for: the deployment of this repository with one mistake in it.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("main.bicep", "location: location\n    tags: tags\n    sku: vaultSku", "location: location\n    tags: tagz\n    sku: vaultSku", "tagz is not declared")]
    [InlineData("main.bicep", "identity.outputs.clientId", "identity.outputs.clientID", "clientID is no output of a module")]
    [InlineData("main.bicep", "scheduler!.outputs", "scheduler.outputs", "needs a '!'")]
    [InlineData("main.bicep", "param location string", "param unused string = ''\nparam location string", "unused is not used")]
    [InlineData("main.bicep", "param location string", "param name string\nparam location string", "name is declared twice")]
    [InlineData("modules/budget.bicep", "startDate: start", "startDate: begin(start)", "the function begin is not known")]
    public void Symbols_WithAMistake_AreSeen(string file, string text, string mistake, string fault) => AssertSeen(SymbolCheck.Faults, file, text, mistake, fault);

    [Theory]
    [InlineData("main.bicep", "    sku: vaultSku\n", "", "sku of modules/vault.bicep is missing")]
    [InlineData("main.bicep", "    sku: vaultSku\n", "    sku: vaultSku\n    size: 3\n", "has no parameter size")]
    [InlineData("main.bicep", "usesQueues: false", "usesQueues: 'false'", "usesQueues is of type string instead of bool")]
    [InlineData("main.bicep", "dailyGigabytes: dailyLogGigabytes", "dailyGigabytes: logRetentionDays", "dailyGigabytes is of type int instead of string")]
    [InlineData("main.bicep", "'modules/vault.bicep'", "'modules/vaults.bicep'", "there is no modules/vaults.bicep")]
    [InlineData("parameters/test.bicepparam", "param monthlyBudget = 50", "", "monthlyBudget of ../main.bicep is missing")]
    [InlineData("parameters/test.bicepparam", "'Standard_ZRS'", "'Standard_RAGRS'", "storageSku may not be Standard_RAGRS")]
    [InlineData("parameters/test.bicepparam", "param monthlyBudget = 50", "param monthlyBudget = 0", "monthlyBudget is outside its bounds")]
    [InlineData("parameters/test.bicepparam", "'p8etest'", "'p8e-of-the-test'", "name is outside its bounds")]
    public void Parameters_WithAMistake_AreSeen(string file, string text, string mistake, string fault) => AssertSeen(ParameterCheck.Faults, file, text, mistake, fault);

    [Theory]
    [InlineData("modules/vault.bicep", "vaults@2023-07-01", "vaults@latest", "is not a type with a version")]
    [InlineData("modules/storage.bicep", "blobServices/containers@2023-05-01", "blobServices@2023-01-01", "several versions")]
    [InlineData("modules/storage.bicep", "parent: blobs", "parent: account", "the parent of container is no Microsoft.Storage/storageAccounts/blobServices")]
    [InlineData("modules/vault.bicep", "12338af0-0e69-4776-bea7-57ae8d297424", "14b46e9e-c2b7-41b4-b07b-48a6ebf60603", "mayUseKeys gives a role that is not on the list")]
    [InlineData("modules/vault.bicep", "guid(vault.id, principalId, cryptoUser)\n  scope: vault\n", "guid(vault.id, principalId, cryptoUser)\n", "on the whole resource group")]
    [InlineData("modules/vault.bicep", "guid(vault.id, principalId, cryptoUser)", "guid(vault.id, principalId)", "is not made of scope, principal and role")]
    [InlineData("modules/identity.bicep", "  name: name\n", "", "identity has no name")]
    public void Resources_WithAMistake_AreSeen(string file, string text, string mistake, string fault) => AssertSeen(ResourceCheck.Faults, file, text, mistake, fault);

    [Theory]
    [InlineData("modules/budget.bicep", "category: 'Cost'", "category: 'AccountKey=x'", "looks like a secret")]
    [InlineData("modules/storage.bicep", "= account.name\n", "= account.listKeys().keys[0].value\n", "listKeys asks a resource for its keys")]
    [InlineData("main.bicep", "param alertMail string", "param adminPassword string\nparam alertMail string", "adminPassword sounds like a secret")]
    public void Secrets_InAFile_AreSeen(string file, string text, string mistake, string fault) => AssertSeen(SecretCheck.Faults, file, text, mistake, fault);

    [Theory]
    [InlineData("main.bicep", "  Storage__Credential: 'Identity'\n", "", "parameters/test.bicepparam: Storage__Credential is not set")]
    [InlineData("parameters/test.bicepparam", "  Chain__AddressPrefix: 'tp'\n", "", "parameters/test.bicepparam: Chain__AddressPrefix is not set")]
    [InlineData("main.bicep", "  Storage__Credential: 'Identity'\n", "  Storage__Credential: 'Identity'\n  FUNCTIONS_WORKER_RUNTIME: 'custom'\n", "FUNCTIONS_WORKER_RUNTIME may not be set in Azure")]
    public void Settings_WithAMistake_AreSeen(string file, string text, string mistake, string fault) => AssertSeen(SettingCheck.Faults, file, text, mistake, fault);

    [Fact]
    public void Settings_Misspelt_AreUnknown()
    {
        var sample = SettingCheck.ReadSample(Path.Combine(Repository.Root, "local.settings.sample.json"));

        Assert.Contains("Chain__ChianId", SettingCheck.Unknown(With("parameters/test.bicepparam", "Chain__ChainId", "Chain__ChianId"), sample));
    }

    private static void AssertSeen(Func<BicepTree, IEnumerable<string>> check, string file, string text, string mistake, string fault) =>
        Assert.Contains(check(With(file, text, mistake)), found => found.Contains(fault, StringComparison.Ordinal));

    private static BicepTree With(string file, string text, string mistake)
    {
        var folder = Path.Combine(Repository.Root, "infra-bicep");
        var files = Directory.EnumerateFiles(folder, "*.bicep*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText);
        Assert.Contains(text, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(text, mistake, StringComparison.Ordinal);
        return BicepTree.Parse(files.Select(pair => (pair.Key, pair.Value)));
    }
}
