import { readFile } from 'node:fs/promises';
import * as z from 'zod';

const identity = z.object({ pid: z.int().positive(), began: z.string().min(1) });

/** What a supervisor tells the commands that come later: how to reach it, and what to end if it is gone. */
const labState = z.object({
  v: z.literal(1),
  lab: z.string(),
  ephemeral: z.boolean(),
  supervisor: identity,
  control: z.object({ url: z.url(), token: z.string().min(1) }),
  processes: z.array(identity.extend({ name: z.string() })),
});
export type LabState = z.infer<typeof labState>;

/** Undefined where there is no file; one that cannot be understood says nothing either, and is left to be replaced. */
export async function readLabState(file: string): Promise<LabState | undefined> {
  try {
    return parseLabState(await readFile(file, 'utf8'));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
}

export function parseLabState(text: string): LabState | undefined {
  try {
    return labState.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
