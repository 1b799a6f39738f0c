import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { mongoServiceEnv, sqlServiceEnv } from './service-env.ts';

const good = {
  SERVICE_NAME: 'order-service',
  PORT: '8081',
  KAFKA_BROKERS: '127.0.0.1:9092,127.0.0.1:9093',
  DATABASE_URL: 'postgres://user:secret@127.0.0.1:5432/order-db',
};

describe('environment', () => {
  it('is read into values', () => {
    expect(
      readEnv(sqlServiceEnv, { ...good, TRAM_LINES_FD: '3', LAB_PARENT: 'stdin', TRAM_PURGE_AFTER: '7d' }),
    ).toEqual({
      ...good,
      PORT: 8081,
      BROKER_KIND: 'kafka',
      TRAM_LINES_FD: 3,
      LAB_PARENT: 'stdin',
      TRAM_PURGE_AFTER: 7 * 24 * 60 * 60 * 1000,
    });
  });

  it('names every wrong variable, its value and the fix', () => {
    const wrong = {
      ...good,
      PORT: '80810',
      KAFKA_BROKERS: 'localhost',
      SERVICE_NAME: undefined,
      LAB_PARENT: 'no',
      HOST: 'everywhere',
    };
    expect(() => readEnv(sqlServiceEnv, wrong)).toThrow(
      [
        'Wrong environment:',
        '  SERVICE_NAME is not set: set it to the name of this service',
        '  PORT is "80810": set a port from 0 (any free one) to 65535, such as PORT=8081',
        '  HOST is "everywhere": leave it unset, or set an address such as HOST=0.0.0.0',
        '  LAB_PARENT is "no": leave it unset, or set LAB_PARENT=stdin to stop when stdin ends',
        '  KAFKA_BROKERS is "localhost": set host:port of one or more brokers, divided by commas, such as KAFKA_BROKERS=127.0.0.1:9092',
      ].join('\n'),
    );
  });

  it.each(['7', '0d', '-1h', 'week'])('takes no %s for how long rows are kept', (age) => {
    expect(() => readEnv(sqlServiceEnv, { ...good, TRAM_PURGE_AFTER: age })).toThrow(
      `TRAM_PURGE_AFTER is "${age}": leave it unset, or set how old rows are deleted, such as 12h or 7d`,
    );
  });

  it('asks for the address of the broker that is used, and of no other', () => {
    const rabbit = { ...good, BROKER_KIND: 'rabbitmq', KAFKA_BROKERS: undefined };
    expect(readEnv(sqlServiceEnv, { ...rabbit, RABBITMQ_URL: 'amqp://127.0.0.1' })).toMatchObject({
      BROKER_KIND: 'rabbitmq',
    });
    expect(() => readEnv(sqlServiceEnv, { ...rabbit, RABBITMQ_URL: '127.0.0.1:5672' })).toThrow(
      'RABBITMQ_URL is "127.0.0.1:5672": set the URL of the server, such as RABBITMQ_URL=amqp://guest:guest@127.0.0.1:5672',
    );
    expect(() => readEnv(sqlServiceEnv, { ...good, BROKER_KIND: 'nats' })).toThrow(
      'BROKER_KIND is "nats": leave it unset for kafka, or set kafka or rabbitmq',
    );
  });

  it('does not print passwords', () => {
    const wrong = { ...good, MONGODB_URL: 'mysql://user:se@ret@127.0.0.1/order-db' };
    expect(() => readEnv(mongoServiceEnv, wrong)).toThrow(/MONGODB_URL is "mysql:\/\/user:\*\*\*@127.0.0.1/);
  });
});
