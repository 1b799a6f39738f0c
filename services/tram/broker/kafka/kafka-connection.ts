import { readFileSync } from 'node:fs';
import { connect as connectPlain, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory, KafkaConfig } from 'kafkajs';
import type { KafkaSecurity } from './kafka-security.ts';

const keepAliveMs = 60_000;

/**
 * What of kafkajs' configuration says where the brokers are and how to speak to them. `brokers` are host:port, one or
 * several with commas between. @throws Error where a file of the TLS configuration cannot be read
 */
export function kafkaConnection(
  brokers: string | readonly string[],
  { sasl, tls }: KafkaSecurity = {},
): Pick<KafkaConfig, 'brokers' | 'sasl' | 'ssl' | 'socketFactory'> {
  const addresses = typeof brokers === 'string' ? brokers.split(',') : [...brokers];
  return {
    brokers: addresses,
    ...(sasl && { sasl: { ...sasl } as NonNullable<KafkaConfig['sasl']> }),
    ...(tls && { ssl: { ca: pem(tls.ca), cert: pem(tls.cert), key: pem(tls.key) } }),
    socketFactory,
  };
}

/** kafkajs' own leaves Nagle's delay on. */
const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  // No server name may be an address (RFC 6066).
  const named = isIP(host) ? {} : { servername: host };
  const socket = ssl
    ? connectTls({ host, port, ...named, ...ssl }, onConnect)
    : connectPlain({ host, port }, onConnect);
  socket.setKeepAlive(true, keepAliveMs);
  return socket.setNoDelay(true);
};

function pem(file: string | undefined): string | undefined {
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}
