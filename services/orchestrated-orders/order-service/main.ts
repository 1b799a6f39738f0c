import { runService } from '../../runtime/process/run-service.ts';
import { sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { startOrderService } from './service.ts';

await runService(sqlServiceEnv, (deps, env) => startOrderService(deps, env.DATABASE_URL));
