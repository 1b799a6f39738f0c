import * as z from 'zod';
import { themeNames } from '../state/themes.ts';

const key = z.string().min(1);

/** The config file of the dashboard. Format: docs/keys.md. */
export const configSchema = z.strictObject({
  keys: z.record(z.string(), z.array(key)).default({}).describe('Action -> the keys that call it.'),
  theme: z.enum(themeNames).default('dark').describe('Without colours every one is as mono.'),
  ascii: z.boolean().default(false).describe('Draw with ASCII characters only.'),
  reducedMotion: z.boolean().default(false).describe('Ages stand still until something new is seen.'),
  mouse: z.boolean().default(false),
});
