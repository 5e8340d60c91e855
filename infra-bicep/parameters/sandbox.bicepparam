using '../main.bicep'

// To try it: the test network, nothing that costs when idle.
param name = 'p8esandbox'
param tags = {
  environment: 'sandbox'
}
param programSettings = {
  Affiliate__Name: 'originator'
  Affiliate__SigningKey: readEnvironmentVariable('P8E_SIGNING_KEY', '')
  Affiliate__EncryptionKey: readEnvironmentVariable('P8E_ENCRYPTION_KEY', '')
  Chain__ChainId: 'pio-testnet-1'
  Chain__AddressPrefix: 'tp'
  Chain__GrpcAddress: readEnvironmentVariable('P8E_CHAIN_GRPC')
  Chain__RpcAddress: readEnvironmentVariable('P8E_CHAIN_RPC')
  Contracts__Trusted: readEnvironmentVariable('P8E_TRUSTED_CONTRACTS', '')
}
param alertMail = readEnvironmentVariable('P8E_ALERT_MAIL')
param monthlyBudget = 10
param dailyLogGigabytes = '0.1'
