import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runningFolder } from '../lib/package-folder.ts';

/** The systems that come with the lab, in the order in which a bare scenario name is looked up. */
const order = ['customers-and-orders', 'store', 'orchestrated-orders', 'shipments'] as const;

const services = join(runningFolder, 'services');

/** Wrong on purpose, for teaching: each is run by name, never because everything is. */
export const counterexamples: ReadonlySet<string> = new Set(['naive-dual-write']);

const naive = ['naive-dual-write', join(services, 'customers-and-orders/naive-dual-write.yaml')] as const;

/** System files by name. */
export function bundledSystems(): ReadonlyMap<string, string> {
  const files = order.map((name) => [name, join(services, name, 'system.yaml')] as const);
  return new Map([...files, naive].filter(([, file]) => existsSync(file)));
}
