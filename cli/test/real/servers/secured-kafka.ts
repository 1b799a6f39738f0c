import { execFile } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { heldPort } from '../../harness/free-port.ts';
import { type ApacheKafka, type KafkaExtras, startApacheKafka } from './apache-kafka.ts';

export interface SecuredKafka extends ApacheKafka {
  /** Asks for a user by PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, in clear. */
  readonly sasl: string;
  /** TLS, and asks for a client's certificate. */
  readonly tls: string;
  /** With ca.pem, client.pem and client.key. */
  readonly folder: string;
}

export const user = { username: 'lab', password: 'pa$$word of "lab"' } as const;

/** Apache Kafka with a listener that asks for a user, and one that asks for a certificate. */
export async function startSecuredKafka(): Promise<SecuredKafka> {
  const [sasl, tls] = [await heldPort(), await heldPort()];
  const kafka = await startApacheKafka(async (folder): Promise<KafkaExtras> => {
    await makeCertificates(folder);
    const quoted = user.password.replaceAll('"', String.raw`\"`);
    const modules = 'org.apache.kafka.common.security';
    // In a properties file a backslash is written twice.
    const login = `${modules}.plain.PlainLoginModule required user_${user.username}="${quoted}";`;
    const scram = `${modules}.scram.ScramLoginModule required;`;
    return {
      listeners: {
        SASL: { port: sasl, protocol: 'SASL_PLAINTEXT' },
        TLS: { port: tls, protocol: 'SSL' },
      },
      settings: {
        'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
        'listener.name.sasl.plain.sasl.jaas.config': login.replaceAll('\\', '\\\\'),
        'listener.name.sasl.scram-sha-256.sasl.jaas.config': scram,
        'listener.name.sasl.scram-sha-512.sasl.jaas.config': scram,
        'ssl.client.auth': 'required',
        'ssl.keystore.type': 'PEM',
        'ssl.keystore.location': join(folder, 'server-chain.pem'),
        'ssl.truststore.type': 'PEM',
        'ssl.truststore.location': join(folder, 'ca.pem'),
      },
      format: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
        '--add-scram',
        `${mechanism}=[name=${user.username},password=${user.password}]`,
      ]),
    };
  });
  return { ...kafka, sasl: `127.0.0.1:${sasl}`, tls: `127.0.0.1:${tls}` };
}

const days = ['-days', '2'];

function identity(name: string): string[] {
  return ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-subj', `/CN=${name}`];
}

/** An authority, and what it signed for the server (127.0.0.1) and for a client. */
async function makeCertificates(folder: string): Promise<void> {
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: folder });
  await openssl('req', '-x509', ...identity('ca'), '-out', 'ca.pem', ...days);
  const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', ...days];
  await writeFile(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1');
  for (const name of ['server', 'client']) {
    await openssl('req', ...identity(name), '-out', `${name}.csr`);
    await openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...sign, '-extfile', 'names');
  }
  const chain = join(folder, 'server-chain.pem');
  await writeFile(chain, await readFile(join(folder, 'server.key')));
  await appendFile(chain, await readFile(join(folder, 'server.pem')));
}
