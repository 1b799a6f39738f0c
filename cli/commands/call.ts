import type { CommandContext } from './context.ts';

export type Action<Arguments extends unknown[]> = (
  context: CommandContext,
  ...args: Arguments
) => Promise<number>;

/** Makes an action of commander from a command, whose code is loaded when it is called. */
export type Call = <A extends unknown[]>(load: () => Promise<Action<A>>) => (...args: A) => Promise<void>;
