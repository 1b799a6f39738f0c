import { runService } from '../../runtime/process/run-service.ts';
import { mongoServiceEnv } from '../../runtime/process/service-env.ts';
import { startOrderHistoryService } from './service.ts';

await runService(mongoServiceEnv, (deps, env) => startOrderHistoryService(deps, env.MONGODB_URL));
