/** How a client proves who it is. */
export interface KafkaSasl {
  readonly mechanism: (typeof saslMechanisms)[number];
  readonly username: string;
  readonly password: string;
}

/** Paths of PEM files. Without `ca` the authorities that Node.js knows are trusted; `cert` and `key` say who the client is. */
export interface KafkaTls {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** How a broker is to be spoken to; without either in clear, and by anybody. */
export interface KafkaSecurity {
  readonly sasl?: KafkaSasl | undefined;
  readonly tls?: KafkaTls | undefined;
}

export const saslMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** The environment by which a process is told; of a plain broker none of them is set. */
export interface KafkaSecurityEnv {
  readonly KAFKA_SASL_MECHANISM?: KafkaSasl['mechanism'] | undefined;
  readonly KAFKA_SASL_USERNAME?: string | undefined;
  readonly KAFKA_SASL_PASSWORD?: string | undefined;
  readonly KAFKA_SSL?: 'true' | undefined;
  readonly KAFKA_SSL_CA?: string | undefined;
  readonly KAFKA_SSL_CERT?: string | undefined;
  readonly KAFKA_SSL_KEY?: string | undefined;
}

/** @throws Error that names the variable which is missing */
export function securityOfEnv(env: KafkaSecurityEnv): KafkaSecurity {
  const { KAFKA_SSL_CA: ca, KAFKA_SSL_CERT: cert, KAFKA_SSL_KEY: key } = env;
  if ((cert === undefined) !== (key === undefined))
    throw new Error('KAFKA_SSL_CERT and KAFKA_SSL_KEY go together: set both, or neither.');
  const isTls = env.KAFKA_SSL === 'true' || ca !== undefined || cert !== undefined;
  const sasl = saslOf(env);
  return { ...(sasl && { sasl }), ...(isTls && { tls: { ca, cert, key } }) };
}

function saslOf(env: KafkaSecurityEnv): KafkaSasl | undefined {
  const {
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: username,
    KAFKA_SASL_PASSWORD: password,
  } = env;
  if (mechanism === undefined && username === undefined && password === undefined) return undefined;
  if (mechanism === undefined || username === undefined || password === undefined)
    throw new Error(
      'KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD go together: set all three, or none.',
    );
  return { mechanism, username, password };
}

/** The inverse of `securityOfEnv`. */
export function envOfSecurity({ sasl, tls }: KafkaSecurity): Record<string, string> {
  const variables = {
    KAFKA_SASL_MECHANISM: sasl?.mechanism,
    KAFKA_SASL_USERNAME: sasl?.username,
    KAFKA_SASL_PASSWORD: sasl?.password,
    KAFKA_SSL: tls && 'true',
    KAFKA_SSL_CA: tls?.ca,
    KAFKA_SSL_CERT: tls?.cert,
    KAFKA_SSL_KEY: tls?.key,
  };
  const set = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries(set) as Record<string, string>;
}
