import { expect, test } from 'vitest';
import { childEnvironment } from './environment.ts';

test('the user’s environment goes on, less what tells of another parent or broker', () => {
  const env = {
    PATH: '/bin',
    JAVA_HOME: '/java',
    NODE_OPTIONS: '--max-old-space-size=512',
    TRAM_LINES_FD: '9',
    LAB_PARENT: 'stdin',
    KAFKA_SASL_PASSWORD: 'of another',
    KAFKA_SSL: 'true',
    npm_command: 'exec',
    NONE: undefined,
  };
  expect(childEnvironment(env, { state: '/s', cache: '/c' })).toEqual({
    PATH: '/bin',
    JAVA_HOME: '/java',
    NODE_OPTIONS: '--max-old-space-size=512 --enable-source-maps',
    NODE_COMPILE_CACHE: '/c/compiled',
  });
});
