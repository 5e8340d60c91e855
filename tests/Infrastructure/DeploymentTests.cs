using P8e.Infrastructure.Tests.Bicep;
using P8e.Infrastructure.Tests.Checks;
using P8e.Ports;

namespace P8e.Infrastructure.Tests;

/// <summary>What infra-bicep/ says, judged without Microsoft's compiler, which no package source of this project has.</summary>
public sealed class DeploymentTests
{
    private static readonly BicepTree Tree = BicepTree.Read(Path.Combine(Repository.Root, "infra-bicep"));

    [Fact]
    public void Symbols_OfEveryFile_AreDeclaredAndUsed() => Assert.Empty(SymbolCheck.Faults(Tree));

    [Fact]
    public void Parameters_OfModulesAndEnvironments_AreThoseAskedFor() => Assert.Empty(ParameterCheck.Faults(Tree));

    [Fact]
    public void Resources_OfEveryFile_AreWellFormedAndOfLeastPrivilege() => Assert.Empty(ResourceCheck.Faults(Tree));

    [Fact]
    public void Secrets_InFilesParametersAndOutputs_AreNone() => Assert.Empty(SecretCheck.Faults(Tree));

    [Fact]
    public void Settings_OfEveryEnvironment_AreWhatTheProgramNeeds() => Assert.Empty(SettingCheck.Faults(Tree));

    [Fact]
    public void Settings_OfTheDeployment_AreSettingsOfTheProgram() =>
        Assert.Empty(SettingCheck.Unknown(Tree, SettingCheck.ReadSample(Path.Combine(Repository.Root, "local.settings.sample.json"))));

    [Fact]
    public void Files_OfTheFolder_AreUsed()
    {
        var used = Tree.All(DeclarationKind.Module).Select(pair => Tree.Resolve(pair.File, pair.Declaration.Type)!.Path).Append("main.bicep").ToHashSet();

        Assert.Empty(Tree.Files.Values.Where(file => !file.IsParameters && !used.Contains(file.Path)).Select(file => file.Path));
        Assert.Equal(["production", "sandbox", "test"], Tree.Files.Values.Where(file => file.IsParameters).Select(file => Path.GetFileNameWithoutExtension(file.Path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices", "properties.isVersioningEnabled", "false")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices", "properties.deleteRetentionPolicy.enabled", "false")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices", "properties.containerDeleteRetentionPolicy.enabled", "false")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices", "properties.changeFeed.enabled", "false")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enableSoftDelete", "true")]
    [InlineData("Microsoft.Web/serverfarms", "sku.name", "FC1")]
    [InlineData("Microsoft.Web/sites", "properties.httpsOnly", "true")]
    [InlineData("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "1.2")]
    [InlineData("Microsoft.Web/sites", "properties.functionAppConfig.runtime.name", "custom")]
    [InlineData("Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity")]
    [InlineData("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "false")]
    [InlineData("Microsoft.Insights/components", "properties.DisableLocalAuth", "true")]
    [InlineData("Microsoft.App/containerApps", "properties.configuration.ingress.allowInsecure", "false")]
    public void Resource_OfAType_IsSet(string type, string path, string value)
    {
        var resources = Tree.Resources(type);

        Assert.NotEmpty(resources);
        Assert.All(resources, resource => Assert.Equal(value, resource.Body!.Find(path)?.Text));
    }

    [Theory]
    [InlineData("Microsoft.OperationalInsights/workspaces", "properties.workspaceCapping.dailyQuotaGb")]
    [InlineData("Microsoft.Web/sites", "properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount")]
    [InlineData("Microsoft.Consumption/budgets", "properties.amount")]
    public void Resource_ThatCouldCostWithoutBound_HasOne(string type, string path) => Assert.All(Tree.Resources(type), resource => Assert.NotNull(resource.Body!.Find(path)));

    [Fact]
    public void Alerts_OfTheDeployment_TellSomebody()
    {
        Declaration[] alerts = [.. Tree.Resources("Microsoft.Insights/metricAlerts"), .. Tree.Resources("Microsoft.Insights/scheduledQueryRules")];

        Assert.Equal(4, alerts.Length);
        Assert.All(alerts, alert => Assert.Contains(alert.Body!.Find("properties.actions")!.All, node => node is { Kind: NodeKind.Name, Text: "people" }));
        Assert.All(Tree.Resources("Microsoft.Consumption/budgets")[0].Body!.Find("properties.notifications")!.Children, notification => Assert.Contains(notification.All, node => node is { Kind: NodeKind.Name, Text: "mail" }));
    }
}
