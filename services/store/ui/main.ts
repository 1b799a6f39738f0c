import { runWebService } from '../../runtime/process/run-service.ts';
import { startUi, uiEnv } from './service.ts';

// This module alone is where it was written when all is bundled.
const clientFolder = new URL('./client/', import.meta.url);

await runWebService(uiEnv, (deps, env) => startUi(deps, env, clientFolder));
