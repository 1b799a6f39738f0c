import { runWebService } from '../../runtime/process/run-service.ts';
import { orderEnv } from './environment.ts';
import { startOrderService } from './service.ts';

await runWebService(orderEnv, startOrderService);
