import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { isTimeout, withLimit } from '../../lib/with-limit.ts';
import type { Look } from '../processes/ask.ts';
import { PortTakenError, whyNotFree, whyNotHad, whyNotOurs } from '../processes/check-port.ts';
import { launch, type Exit, type LaunchedProcess, type ProcessSpec } from '../processes/launch.ts';
import { logTail } from '../processes/log-tail.ts';
import type { Sentinel } from '../processes/sentinel.ts';
import { stopProcess } from '../processes/stop-process.ts';
import type { ProcessState } from '../status.ts';
import { backoffMs, wellAfterMs } from './backoff.ts';

export interface ManagedOptions {
  readonly spec: ProcessSpec;
  readonly look: Look;
  readonly sentinel: Sentinel;
  readonly readyWithinMs: number;
  /** A new pid or state. */
  readonly onChange: () => void;
  readonly log: (line: string) => void;
}

/**
 * One process of the lab, started again when it dies.
 *
 *   starting -> ready -(exit)-> restarting -(backoff)-> ready
 *                                   `-(three failures in a row)-> failed -(backoff)-> ready
 *   ready -pause()-> paused -resume(), start()-> ready
 *   any -stop()-> stopped -start()-> starting
 */
export class ManagedProcess {
  readonly name: string;
  state: ProcessState = 'stopped';
  /** Why it is not ready, where that is known. */
  detail: string | undefined;
  restarts = 0;
  readonly #options: ManagedOptions;
  #process: LaunchedProcess | undefined;
  #life = new AbortController();
  #watching: Promise<void> = Promise.resolve();

  constructor(options: ManagedOptions) {
    this.name = options.spec.name;
    this.#options = options;
  }

  /** Null while no process runs. */
  get pid(): number | null {
    return this.#process === undefined || this.#process.exit() !== undefined ? null : this.#process.pid;
  }

  /**
   * Resolves when it is ready; rejects with StackError when it ends before that, or is not ready in time (PortTakenError:
   * because of its port). One that is paused goes on; one that is being started, or started again, is waited for.
   */
  async start(): Promise<void> {
    if (this.state === 'paused') return this.#goOn();
    if (this.state !== 'stopped') return this.#until('ready', () => this.state === 'ready');
    this.#life = new AbortController();
    this.#become('starting');
    const started = this.#launchReady(this.#life.signal);
    this.#watching = started.catch(() => undefined);
    try {
      await started;
    } catch (thrown) {
      this.#become('stopped');
      throw thrown;
    }
    this.#watching = this.#restartWhenItEnds(this.#life.signal);
  }

  /** Resolves when it has ended; it is not started again. */
  async stop(): Promise<void> {
    this.#life.abort();
    this.detail = undefined;
    this.#goOn();
    if (this.#process !== undefined) await stopProcess(this.#process);
    await this.#watching;
    this.#become('stopped');
  }

  /**
   * A crash: it gets no chance to say anything, and is started again as after any crash. One that has just crashed is
   * killed when it runs again. Throws StackError where it is stopped: then nothing is killed, nor started again.
   */
  async kill(): Promise<void> {
    this.#refuseStopped('killed');
    await this.#until('running', () => this.pid !== null);
    this.#process?.kill('SIGKILL');
    await this.#process?.exited;
  }

  /** It hangs: nothing of it runs, and its connections stay open. Throws StackError where that cannot be. */
  pause(): void {
    const { unpausable } = this.#options.spec;
    if (unpausable !== undefined) throw new StackError(`${this.name} cannot be paused: ${unpausable}.`);
    if (this.state === 'paused') return;
    if (this.state !== 'ready')
      throw new StackError(`${this.name} is ${this.state}: only what is ready can be paused.`);
    this.#process?.kill('SIGSTOP');
    this.#become('paused');
  }

  /** Goes on where it was paused; harmless otherwise, but where it is stopped: that throws StackError. */
  resume(): void {
    this.#refuseStopped('resumed');
    this.#goOn();
  }

  #goOn(): void {
    if (this.state !== 'paused') return;
    this.#process?.kill('SIGCONT');
    this.#become('ready');
  }

  #refuseStopped(what: string): void {
    if (this.state === 'stopped')
      throw new StackError(
        `${this.name} is stopped, and cannot be ${what}. Start it first: saga-lab start ${this.name}`,
      );
  }

  async #until(what: string, isSo: () => boolean): Promise<void> {
    const { readyWithinMs } = this.#options;
    const look = () => {
      if (isSo()) return true;
      if (this.state === 'stopped') throw new StackError(`${this.name} was stopped before it was ${what}.`);
      return undefined;
    };
    await withLimit(undefined, readyWithinMs, (signal) => waitUntil(look, { signal, everyMs: 25 })).catch(
      (thrown: unknown) => {
        if (!isTimeout(thrown)) throw thrown;
        const why = this.detail === undefined ? '' : ` (${this.detail})`;
        throw new StackError(
          `${this.name} is ${this.state}${why}, and not ${what} after ${readyWithinMs / 1000} s: saga-lab logs ${this.name}`,
          { cause: thrown },
        );
      },
    );
  }

  async #restartWhenItEnds(life: AbortSignal): Promise<void> {
    let failures = 0;
    while (!life.aborted) {
      const since = performance.now();
      const exit = await this.#process?.exited;
      if (life.aborted) return;
      failures = performance.now() - since > wellAfterMs ? 1 : failures + 1;
      this.restarts += 1;
      this.#options.log(
        `${this.name} ${describe(exit)}; restart ${this.restarts} in ${backoffMs(failures)} ms`,
      );
      this.#become(failures > 3 ? 'failed' : 'restarting');
      try {
        await delay(backoffMs(failures), undefined, { signal: life });
        await this.#launchReady(life);
      } catch (thrown) {
        if (!life.aborted) this.#options.log(String(thrown));
      }
    }
  }

  async #launchReady(life: AbortSignal): Promise<void> {
    const { spec, sentinel, readyWithinMs } = this.#options;
    await this.#refuseTakenPort();
    const launched = await launch(spec, sentinel);
    this.#process = launched;
    this.#options.onChange();
    const ended = new AbortController();
    void launched.exited.then(() => ended.abort());
    let reason: string | undefined;
    try {
      await withLimit(life, readyWithinMs, (limit) =>
        waitUntil(
          async () => ((reason = await this.#whyNotReady(launched)) === undefined ? true : undefined),
          {
            signal: AbortSignal.any([limit, ended.signal]),
            everyMs: 25,
          },
        ),
      );
      this.detail = undefined;
      this.#become('ready');
    } catch (thrown) {
      const exit = launched.exit();
      await stopProcess(launched);
      const what =
        exit === undefined ? `is not ready after ${readyWithinMs / 1000} s (${reason})` : describe(exit);
      const taken = spec.port === undefined || life.aborted ? undefined : await whyNotHad(spec.port);
      if (!life.aborted) this.detail = taken ?? what;
      this.#options.onChange();
      if (life.aborted) throw thrown;
      if (taken === undefined) throw new StackError(await this.#failure(what));
      throw new PortTakenError(await this.#failure(`${what}: ${taken}`));
    }
  }

  /** Before it is started: else a stranger's answer would be waited for, or taken for its own. */
  async #refuseTakenPort(): Promise<void> {
    const { port, name } = this.#options.spec;
    const reason = port === undefined ? undefined : await whyNotFree(port);
    if (reason === undefined) return;
    this.detail = reason;
    this.#options.onChange();
    throw new PortTakenError(
      `${name} cannot be started: ${reason}. End that, or stop this lab and start it again.`,
    );
  }

  async #whyNotReady({ pid, spec: { port } }: LaunchedProcess): Promise<string | undefined> {
    const reason = await this.#options.look();
    if (reason !== undefined || port === undefined) return reason;
    return whyNotOurs(port, pid);
  }

  async #failure(what: string): Promise<string> {
    const { name, logFile } = this.#options.spec;
    const tail = await logTail(logFile);
    const said = tail === '' ? 'It wrote no log.' : `Last lines of its log:\n${indent(tail)}`;
    return `${name} ${what}. ${said}`;
  }

  #become(state: ProcessState): void {
    this.state = state;
    this.#options.onChange();
  }
}

function describe(exit: Exit | undefined): string {
  if (exit === undefined) return 'has ended';
  return exit.signal === null ? `ended with exit code ${exit.code}` : `was ended by ${exit.signal}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
