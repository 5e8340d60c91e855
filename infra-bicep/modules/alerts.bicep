// Does it live, does it answer, do executions fail, is something going wrong that nobody foresaw.
param name string
param location string
param tags object
param mail string
param insightsId string

@description('Called from outside; empty: nobody calls, and only the timer tells that the app lives.')
param readyAddress string

var probes = !empty(readyAddress)

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: mail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource health 'Microsoft.Insights/webtests@2022-06-15' = if (probes) {
  name: '${name}-health'
  location: location
  tags: union(tags, {
    'hidden-link:${insightsId}': 'Resource'
  })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${name}-health'
    Name: '${name}-health'
    Enabled: true
    // Every quarter of an hour from two places: often enough to be told, seldom enough to stay idle.
    Frequency: 900
    Timeout: 60
    Kind: 'standard'
    RetryEnabled: true
    Locations: [
      {
        Id: 'emea-nl-ams-azr'
      }
      {
        Id: 'us-va-ash-azr'
      }
    ]
    Request: {
      RequestUrl: readyAddress
      HttpVerb: 'GET'
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource isAway 'Microsoft.Insights/metricAlerts@2018-03-01' = if (probes) {
  name: '${name}-is-away'
  location: 'global'
  tags: tags
  properties: {
    description: 'Health does not answer 200 in two places.'
    severity: 1
    enabled: true
    scopes: [insightsId, health.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: health.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource standsStill 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${name}-stands-still'
  location: location
  tags: tags
  properties: {
    description: 'The timer that follows the chain has not succeeded for half an hour.'
    severity: 1
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      allOf: [
        {
          query: 'requests | where operation_Name == "FollowChain" and success == true'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
        }
      ]
    }
    actions: {
      actionGroups: [people.id]
    }
  }
}

resource executionsFail 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${name}-executions-fail'
  location: location
  tags: tags
  properties: {
    description: 'An orchestration or an activity of the program ended in an error.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'requests | where success == false | where operation_Name matches regex "_v[0-9]+$"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: {
      actionGroups: [people.id]
    }
  }
}

resource throws 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${name}-errors'
  location: location
  tags: tags
  properties: {
    description: 'The program wrote errors that nobody foresaw.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    criteria: {
      allOf: [
        {
          query: 'union traces, exceptions | where severityLevel >= 3'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    actions: {
      actionGroups: [people.id]
    }
  }
}
