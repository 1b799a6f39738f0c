import { dirname, resolve } from 'node:path';
import type { KafkaSecurity } from '../../services/tram/index.ts';
import { checkFile, pathText } from '../systems/check-file.ts';
import { InvalidFileError } from '../systems/invalid-file.ts';
import { parseYaml, type Path } from '../systems/yaml-file.ts';
import { toError } from '../lib/errors.ts';
import { isLoopback } from './loopback.ts';
import { expandReferences, hasReference, type ReferenceSources } from './references.ts';
import type { FoundConfig } from './read-config-file.ts';
import { configSchema, type ConfigFile } from './schema.ts';
import { urlProblem, type UrlKind } from './url-problem.ts';

/** What the config file says of the stack, with every reference followed: it may hold secrets. */
export interface LabConfig {
  readonly file: string;
  readonly stack?: ConfigFile['stack'];
  readonly relay?: ConfigFile['relay'];
  /** host:port, several with commas between. */
  readonly broker?: string | undefined;
  readonly security: KafkaSecurity;
  readonly rabbitmq?: string | undefined;
  readonly postgres?: string | undefined;
  readonly mongodb?: string | undefined;
  /** By database of the system file: one that is there already. */
  readonly databases: Readonly<Record<string, { readonly url: string; readonly probe?: string | undefined }>>;
  /** By service of the system file: base URL of one that runs already, without a trailing slash. */
  readonly services: Readonly<Record<string, string>>;
}

/** @throws InvalidFileError with every problem and its `file:line:column` */
export function parseLabConfig({ file, text }: FoundConfig, env: ReferenceSources['env']): LabConfig {
  const folder = dirname(file);
  if (text.trim() === '') return { file, security: {}, databases: {}, services: {} };
  const yaml = parseYaml(file, text);
  const config = checkFile(yaml, configSchema);
  const problems: string[] = [];
  const refuse = (path: Path, message: string): void => {
    problems.push(`${yaml.at(path)}: ${pathText(path)}: ${message}`);
  };

  function expanded(path: Path, value: string): string {
    try {
      return expandReferences(value, { env, folder });
    } catch (thrown) {
      refuse(path, toError(thrown).message);
      return '';
    }
  }

  function url(kind: UrlKind, path: Path, value: string): string {
    const whole = expanded(path, value);
    const problem = whole === '' ? undefined : urlProblem(kind, whole);
    if (problem !== undefined) refuse(path, problem);
    const [, password] = /^[a-z+]+:\/\/[^:@/?]*:([^@/?]+)@/i.exec(value) ?? [];
    if (password !== undefined) refuseLiteral(path, password, whole);
    return whole;
  }

  function refuseLiteral(path: Path, password: string, address: string): void {
    if (address === '' || hasReference(password) || isLoopback(address)) return;
    refuse(
      path,
      'a password of a server that is not on this machine does not belong into this file: write ${env:NAME} or ${file:PATH} in its place',
    );
  }

  function brokerOf(broker: NonNullable<ConfigFile['broker']>): Pick<LabConfig, 'broker' | 'security'> {
    if (typeof broker === 'string') return { broker: url('broker', ['broker'], broker), security: {} };
    const bootstrap = url('broker', ['broker', 'bootstrap'], broker.bootstrap);
    const { sasl, tls } = broker;
    if (sasl) refuseLiteral(['broker', 'sasl', 'password'], sasl.password, bootstrap);
    const files = tls === true ? {} : tls === false ? undefined : tls;
    if (files && (files.cert === undefined) !== (files.key === undefined))
      refuse(['broker', 'tls'], 'cert and key go together: name both, or neither');
    const pem = (name: 'ca' | 'cert' | 'key'): string | undefined => {
      const value = files?.[name];
      return value === undefined ? undefined : resolve(folder, expanded(['broker', 'tls', name], value));
    };
    return {
      broker: bootstrap,
      security: {
        ...(sasl && {
          sasl: {
            mechanism: sasl.mechanism,
            username: expanded(['broker', 'sasl', 'username'], sasl.username),
            password: expanded(['broker', 'sasl', 'password'], sasl.password),
          },
        }),
        ...(files && { tls: { ca: pem('ca'), cert: pem('cert'), key: pem('key') } }),
      },
    };
  }

  const { stack, relay, rabbitmq, postgres, mongodb } = config;
  const lab: LabConfig = {
    file,
    stack,
    relay,
    security: {},
    ...(config.broker !== undefined && brokerOf(config.broker)),
    rabbitmq: rabbitmq === undefined ? undefined : url('rabbitmq', ['rabbitmq'], rabbitmq),
    postgres: postgres === undefined ? undefined : url('postgres', ['postgres'], postgres),
    mongodb: mongodb === undefined ? undefined : url('mongodb', ['mongodb'], mongodb),
    databases: mapValues(config.databases, ({ url: whole, probe }, name) => ({
      url: url('database', ['databases', name, 'url'], whole),
      probe: probe === undefined ? undefined : url('database', ['databases', name, 'probe'], probe),
    })),
    services: mapValues(config.services, (service, name) =>
      url('service', ['services', name, 'url'], service.url).replace(/\/$/, ''),
    ),
  };
  if (problems.length > 0) throw new InvalidFileError(problems);
  return lab;
}

function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  map: (value: T, name: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
