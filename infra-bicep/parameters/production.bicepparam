using '../main.bicep'

// The main network: keys in hardware, storage in two regions, one instance that is always ready, calls from one network only.
param name = 'p8e'
param tags = {
  environment: 'production'
}
param storageSku = 'Standard_GRS'
param vaultSku = 'premium'
param instanceMemory = 2048
param alwaysReadyInstances = 1
param subnetId = readEnvironmentVariable('P8E_SUBNET_ID')
param programSettings = {
  Affiliate__Name: readEnvironmentVariable('P8E_AFFILIATE')
  Affiliate__SigningKey: readEnvironmentVariable('P8E_SIGNING_KEY', '')
  Affiliate__EncryptionKey: readEnvironmentVariable('P8E_ENCRYPTION_KEY', '')
  Chain__ChainId: 'pio-mainnet-1'
  Chain__AddressPrefix: 'pb'
  Chain__GrpcAddress: readEnvironmentVariable('P8E_CHAIN_GRPC')
  Chain__RpcAddress: readEnvironmentVariable('P8E_CHAIN_RPC')
  Contracts__Trusted: readEnvironmentVariable('P8E_TRUSTED_CONTRACTS')
  ObjectStore__UriHost: readEnvironmentVariable('P8E_STORE_HOST')
}
param grpcImage = readEnvironmentVariable('P8E_GRPC_IMAGE', '')
param grpcRegistry = readEnvironmentVariable('P8E_GRPC_REGISTRY', '')
param alertMail = readEnvironmentVariable('P8E_ALERT_MAIL')
param probesHealth = true
param monthlyBudget = 300
param dailyLogGigabytes = '2'
param logRetentionDays = 365
