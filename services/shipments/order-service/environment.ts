import type * as z from 'zod';
import { databaseServiceEnv } from '../../runtime/process/service-env.ts';
import { sqlLog } from '../environment.ts';

export const orderEnv = databaseServiceEnv.extend({ SQL_LOG: sqlLog });
export type OrderEnv = z.output<typeof orderEnv>;
