using '../main.bicep'

// As production in everything that can break, on the test network and with less of it.
param name = 'p8etest'
param tags = {
  environment: 'test'
}
param storageSku = 'Standard_ZRS'
param vaultSku = 'premium'
param maximumInstances = 10
param programSettings = {
  Affiliate__Name: 'originator'
  Affiliate__SigningKey: readEnvironmentVariable('P8E_SIGNING_KEY', '')
  Affiliate__EncryptionKey: readEnvironmentVariable('P8E_ENCRYPTION_KEY', '')
  Chain__ChainId: 'pio-testnet-1'
  Chain__AddressPrefix: 'tp'
  Chain__GrpcAddress: readEnvironmentVariable('P8E_CHAIN_GRPC')
  Chain__RpcAddress: readEnvironmentVariable('P8E_CHAIN_RPC')
  Contracts__Trusted: readEnvironmentVariable('P8E_TRUSTED_CONTRACTS', '')
  ObjectStore__UriHost: readEnvironmentVariable('P8E_STORE_HOST')
}
param grpcImage = readEnvironmentVariable('P8E_GRPC_IMAGE', '')
param grpcRegistry = readEnvironmentVariable('P8E_GRPC_REGISTRY', '')
param alertMail = readEnvironmentVariable('P8E_ALERT_MAIL')
param monthlyBudget = 50
