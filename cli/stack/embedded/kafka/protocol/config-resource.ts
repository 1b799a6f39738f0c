/** What a configuration belongs to. Source: Kafka's ConfigResource.Type. */
export const resourceType = { topic: 2, broker: 4 } as const;

/** Where a value comes from. Source: Kafka's DescribeConfigsResponse.ConfigSource. */
export const configSource = { topic: 1, staticBroker: 4, default: 5 } as const;
