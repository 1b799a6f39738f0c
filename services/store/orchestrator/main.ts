import { runService } from '../../runtime/process/run-service.ts';
import { orchestratorEnv, startOrchestrator } from './service.ts';

await runService(orchestratorEnv, startOrchestrator);
