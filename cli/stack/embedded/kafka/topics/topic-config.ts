/** Settings of a topic that differ from the defaults, as text. */
export type TopicConfig = Readonly<Record<string, string>>;

interface Setting {
  readonly default: string;
  /** What is wrong with a value; undefined when it is right. */
  readonly check: (value: string) => string | undefined;
}

const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER) =>
  (value: string) => {
    const number = Number(value);
    const fine = /^-?\d+$/.test(value) && number >= min && number <= max;
    return fine ? undefined : `must be a whole number from ${min} to ${max}`;
  };

const oneOf =
  (...allowed: readonly string[]) =>
  (value: string) =>
    allowed.includes(value) ? undefined : `must be ${allowed.join(' or ')}`;

/** The settings that this broker honours, with Kafka's names; segments are smaller, since its logs are short. */
export const topicSettings = {
  'cleanup.policy': { default: 'delete', check: oneOf('delete') },
  'compression.type': { default: 'producer', check: oneOf('producer') },
  'max.message.bytes': { default: '1048588', check: integer(61, 64 * 1024 * 1024) },
  'message.timestamp.type': { default: 'CreateTime', check: oneOf('CreateTime') },
  'retention.bytes': { default: '-1', check: integer(-1) },
  'retention.ms': { default: '604800000', check: integer(-1) },
  'segment.bytes': { default: '67108864', check: integer(1024, 1024 * 1024 * 1024) },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof topicSettings;

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(topicSettings, name);

export function settingOf(config: TopicConfig, name: SettingName): string {
  return config[name] ?? topicSettings[name].default;
}

/** What is wrong with these settings; undefined when nothing is. */
export function checkConfig(config: TopicConfig): string | undefined {
  for (const [name, value] of Object.entries(config)) {
    if (!isSettingName(name)) {
      return `${name} is not a setting of the embedded broker; known are ${Object.keys(topicSettings).join(', ')}`;
    }
    const problem = topicSettings[name].check(value);
    if (problem) return `${name}=${value} ${problem}`;
  }
  return undefined;
}
