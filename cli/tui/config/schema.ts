import * as z from 'zod';
import { themeNames } from '../state/themes.ts';

const key = z.string().min(1);

/** What the config file says of the dashboard. Format: docs/keys.md. */
export const dashboardFields = {
  keys: z.record(z.string(), z.array(key)).default({}).describe('Action -> the keys that call it.'),
  theme: z.enum(themeNames).default('dark').describe('Without colours every one is as mono.'),
  ascii: z.boolean().default(false).describe('Draw with ASCII characters only.'),
  reducedMotion: z.boolean().default(false).describe('Ages stand still until something new is seen.'),
  mouse: z.boolean().default(false),
};
