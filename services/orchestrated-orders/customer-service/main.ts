import { runService } from '../../runtime/process/run-service.ts';
import { sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { startCustomerService } from './service.ts';

await runService(sqlServiceEnv, (deps, env) => startCustomerService(deps, env.DATABASE_URL));
