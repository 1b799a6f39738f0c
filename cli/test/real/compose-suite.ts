import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { RunReport } from '../../scenario/report.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startDockerEngine, type DockerEngine } from './servers/docker-engine.ts';

/** A start pulls, builds, and waits for servers. */
export const withinMs = 300_000;

interface ComposeSuite {
  /** One for the file. */
  readonly engine: DockerEngine;
  /** One for the test. */
  readonly home: CliHome;
  /** The project that a compose file makes when it is started by hand. */
  byHand(file: string, work: (project: ByHand) => Promise<void>): Promise<void>;
}

interface ByHand {
  readonly name: string;
  readonly compose: (...args: string[]) => Promise<string>;
}

/** What each file of the compose suites rests on; to be read within a test. */
export function composeSuite(): ComposeSuite {
  let engine: DockerEngine;
  let home: CliHome;
  beforeAll(async () => {
    engine = await startDockerEngine();
  }, withinMs);
  afterAll(() => engine.stop(), withinMs);
  beforeEach(async () => {
    home = await cliHome(engine.env);
  });
  afterEach(() => home.remove(), withinMs);
  return {
    get engine() {
      return engine;
    },
    get home() {
      return home;
    },
    async byHand(file, work) {
      const name = `by-hand-${process.pid}`;
      const compose = (...args: string[]) =>
        engine.docker('compose', '--project-name', name, '--file', file, ...args);
      try {
        await compose('up', '--detach', '--build', '--wait');
        await work({ name, compose });
      } finally {
        await compose('down', '--volumes');
      }
    },
  };
}

/** What became of each story, with all that did not hold: so that a failure here tells why. */
export function verdicts({ scenarios, error }: RunReport): unknown {
  return (
    error ??
    scenarios.map(({ name, verdict, steps, expectations, invariants }) => {
      const bad = [...steps, ...expectations, ...invariants].filter(
        (part) => !['pass', 'not-applicable'].includes(part.verdict),
      );
      return [`${name}: ${verdict}`, ...bad.map((part) => JSON.stringify(part))].join('\n');
    })
  );
}
