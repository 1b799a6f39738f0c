import type * as z from 'zod';
import { sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { sqlLog } from '../environment.ts';

export const shipmentEnv = sqlServiceEnv.extend({ SQL_LOG: sqlLog });
export type ShipmentEnv = z.output<typeof shipmentEnv>;
