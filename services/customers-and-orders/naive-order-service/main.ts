import { runService } from '../../runtime/process/run-service.ts';
import { sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { startNaiveOrderService } from './service.ts';

await runService(sqlServiceEnv, (deps, env) => startNaiveOrderService(deps, env.DATABASE_URL));
