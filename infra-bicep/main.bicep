// One deployment of P8eFunctions: a function app that scales to nothing, its storage and its vault, watched, with a budget. Two options: the Durable Task Scheduler instead of queues, and a container
// that answers other parties' stores over gRPC. No resource here has a key or a password: every door opens for the app's identity alone.
targetScope = 'resourceGroup'

@description('Begins every name: lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string

@description('Region of everything.')
param location string = resourceGroup().location

@description('Goes on every resource.')
param tags object = {}

@description('Redundancy of both storage accounts.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param storageSku string = 'Standard_LRS'

@description('Premium keeps keys in hardware.')
@allowed(['standard', 'premium'])
param vaultSku string = 'standard'

@description('Memory of an instance in MiB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 512

@description('Instances at most: the upper bound of what a flood of requests can cost.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances of the durable group that are always there: 0 costs nothing when idle, 1 takes the cold start away.')
@minValue(0)
@maxValue(10)
param alwaysReadyInstances int = 0

@description('Settings of the program that differ by deployment: chain, affiliate, contracts. local.settings.sample.json lists all; none is a secret.')
param programSettings object

@description('Settings of the container only, beside those above.')
param grpcSettings object = {}

@description('Subnet for outgoing calls, delegated to Microsoft.App/environments, with endpoints for storage and vault; both then refuse every other network. Empty: no network of its own.')
param subnetId string = ''

@description('Keeps orchestrations in the Durable Task Scheduler instead of in queues and tables.')
param useScheduler bool = false

@description('Image of the container for gRPC, made from the folder container/ of eng/publish.sh; empty: no container. name:tag in the registry below.')
param grpcImage string = ''

@description('Host name of the container registry that holds the image; the identity may pull from it.')
param grpcRegistry string = ''

@description('Who is told of alerts.')
param alertMail string

@description('Issuer of Entra ID tokens that callers may show instead of API keys: https://login.microsoftonline.com/TENANT-UUID/v2.0. Empty: API keys only.')
param issuer string = ''

@description('Application id of this deployment in that tenant.')
param audience string = ''

@description('Address of an OpenTelemetry collector (OTLP over HTTP) for traces and metrics; empty: none are sent.')
param collectorEndpoint string = ''

@description('Calls readiness from two places every quarter of an hour, which costs a few dollars a month and wakes an idle app.')
param probesHealth bool = false

@description('Money of a month, in the currency of the subscription, at which the alerts come.')
@minValue(1)
param monthlyBudget int

@description('First day of the first month of the budget.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('What Log Analytics takes in a day, in GB: its bill has an upper bound.')
param dailyLogGigabytes string = '0.5'

@description('How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

var suffix = uniqueString(resourceGroup().id, name)

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: '${name}-app'
    location: location
    tags: tags
  }
}

// Two accounts: what the Functions host keeps for itself, and what is sealed for the parties.
module hostStorage 'modules/storage.bicep' = {
  name: 'hostStorage'
  params: {
    name: take('${name}h${suffix}', 24)
    location: location
    tags: tags
    sku: storageSku
    subnetId: subnetId
    containers: ['packages']
    principalId: identity.outputs.principalId
    usesQueues: !useScheduler
  }
}

module dataStorage 'modules/storage.bicep' = {
  name: 'dataStorage'
  params: {
    name: take('${name}d${suffix}', 24)
    location: location
    tags: tags
    sku: storageSku
    subnetId: subnetId
    containers: []
    principalId: identity.outputs.principalId
    usesQueues: false
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take('${name}-${suffix}', 24)
    location: location
    tags: tags
    sku: vaultSku
    subnetId: subnetId
    principalId: identity.outputs.principalId
    workspaceId: telemetry.outputs.workspaceId
  }
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  params: {
    name: name
    location: location
    tags: tags
    dailyGigabytes: dailyLogGigabytes
    retentionDays: logRetentionDays
    principalId: identity.outputs.principalId
  }
}

module scheduler 'modules/scheduler.bicep' = if (useScheduler) {
  name: 'scheduler'
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

// What both shapes of the program are told, so that they never differ.
var sharedSettings = union(programSettings, {
  Access__Mode: 'Keys'
  Access__TokenAuthority: issuer
  Access__TokenAudience: audience
  Telemetry__OtlpEndpoint: collectorEndpoint
  Storage__Credential: 'Identity'
  Storage__BlobEndpoint: dataStorage.outputs.blobEndpoint
  Storage__TableEndpoint: dataStorage.outputs.tableEndpoint
})

var identitySettings = {
  Vault__Address: vault.outputs.address
  Vault__Credential: 'ManagedIdentity'
  Vault__ClientId: identity.outputs.clientId
}

module app 'modules/function-app.bicep' = {
  name: 'app'
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostStorageName: hostStorage.outputs.name
    packageContainer: '${hostStorage.outputs.blobEndpoint}packages'
    insightsConnection: telemetry.outputs.connection
    schedulerConnection: useScheduler ? scheduler!.outputs.connection : ''
    subnetId: subnetId
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReadyInstances: alwaysReadyInstances
    settings: union(sharedSettings, identitySettings)
  }
}

module grpc 'modules/grpc-container.bicep' = if (!empty(grpcImage)) {
  name: 'grpc'
  params: {
    name: '${name}-grpc'
    location: location
    tags: tags
    identityId: identity.outputs.id
    image: '${grpcRegistry}/${grpcImage}'
    registry: grpcRegistry
    workspaceId: telemetry.outputs.workspaceId
    settings: union(sharedSettings, identitySettings, grpcSettings)
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    mail: alertMail
    insightsId: telemetry.outputs.insightsId
    readyAddress: probesHealth ? 'https://${app.outputs.hostName}/ready' : ''
  }
}

module budget 'modules/budget.bicep' = {
  name: 'budget'
  params: {
    name: name
    amount: monthlyBudget
    start: budgetStart
    mail: alertMail
  }
}

output appName string = app.outputs.name
output appAddress string = 'https://${app.outputs.hostName}'
output vaultAddress string = vault.outputs.address
output vaultName string = vault.outputs.name
output dataStorageName string = dataStorage.outputs.name
output grpcAddress string = empty(grpcImage) ? '' : 'https://${grpc!.outputs.hostName}'
