// The same program with the role grpc alone: the Functions host takes no gRPC from outside. One small instance, because other parties' stores call without warning.
param name string
param location string
param tags object
param identityId string
param image string
param registry string
param workspaceId string

@description('The program\'s own.')
param settings object

var port = 7172
var containerSettings = union(settings, {
  Host__Roles: 'grpc'
  Host__HttpAddress: 'http://127.0.0.1:7171'
  Host__GrpcAddress: 'http://0.0.0.0:${port}'
})

resource surroundings 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // Through diagnostic settings, because the direct way to the workspace takes its key.
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: surroundings
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
    ]
  }
}

resource container 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    managedEnvironmentId: surroundings.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        allowInsecure: false
        targetPort: port
        transport: 'http2'
      }
      registries: [
        {
          server: registry
          identity: identityId
        }
      ]
    }
    template: {
      scale: {
        minReplicas: 1
        maxReplicas: 3
      }
      containers: [
        {
          name: 'p8e'
          image: image
          resources: {
            cpu: json('0.25')
            memory: '0.5Gi'
          }
          env: [for setting in items(containerSettings): {
            name: setting.key
            value: string(setting.value)
          }]
          probes: [
            {
              type: 'Liveness'
              periodSeconds: 30
              tcpSocket: {
                port: port
              }
            }
          ]
        }
      ]
    }
  }
}

output hostName string = container.properties.configuration.ingress.fqdn
