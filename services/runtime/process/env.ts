import * as z from 'zod';

/** The environment is wrong; the message names variable, value and fix. */
export class EnvError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EnvError';
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads and checks environment variables. A rule's message says what to set. Throws EnvError naming every wrong one. */
export function readEnv<S extends z.ZodType>(schema: S, env: Env): z.output<S> {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    const value = env[name];
    return `  ${name} ${value === undefined ? 'is not set' : `is "${withoutSecret(name, value)}"`}: ${message}`;
  });
  throw new EnvError(`Wrong environment:\n${lines.join('\n')}`);
}

/** A key that is nearly right is a secret too. */
function withoutSecret(name: string, value: string): string {
  if (/_(KEY|PASSWORD)$/.test(name)) return '***';
  return value.replace(/:\/\/([^:/@]*):[^/?]*@/, '://$1:***@');
}
