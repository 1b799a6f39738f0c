import { runService } from '../../runtime/process/run-service.ts';
import { orderEnv, startOrder } from './service.ts';

await runService(orderEnv, startOrder);
