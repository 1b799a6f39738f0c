import { runWebService } from '../../runtime/process/run-service.ts';
import { startUiBackend, uiBackendEnv } from './service.ts';

await runWebService(uiBackendEnv, startUiBackend);
