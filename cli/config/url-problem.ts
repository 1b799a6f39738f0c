import { withoutPassword } from '../lib/without-password.ts';

const address = String.raw`(?:[^\s,:/@?[\]]+|\[[0-9a-fA-F:]+\]):\d{1,5}`;

const shapes = {
  broker: {
    shape: new RegExp(`^${address}(?:,${address})*$`),
    fix: 'host:port, several with commas between, such as kafka:9092',
  },
  rabbitmq: { shape: /^amqps?:\/\/[^/?]/, fix: 'a URL such as amqp://user:password@127.0.0.1/' },
  postgres: { shape: /^postgres(ql)?:\/\/[^/?]/, fix: 'a URL such as postgres://user:password@127.0.0.1/' },
  mongodb: { shape: /^mongodb(\+srv)?:\/\/[^/?]/, fix: 'a URL such as mongodb://user:password@127.0.0.1/' },
  database: {
    shape: /^(postgres(ql)?|mongodb(\+srv)?):\/\/[^/?]+\/[^/?]/,
    fix: 'a URL that names a database, such as postgres://reader@127.0.0.1:5432/orders',
  },
  service: {
    shape: /^https?:\/\/[^/?#\s]+\/?$/,
    fix: 'the URL of a service without a path, such as http://127.0.0.1:8081',
  },
} as const;

export type UrlKind = keyof typeof shapes;

/** `must be ..., not ...`, without its password; undefined where the text has the shape. */
export function urlProblem(kind: UrlKind, text: string): string | undefined {
  const { shape, fix } = shapes[kind];
  return shape.test(text) ? undefined : `must be ${fix}, not "${withoutPassword(text)}"`;
}
