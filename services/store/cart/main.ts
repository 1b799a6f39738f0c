import { runService } from '../../runtime/process/run-service.ts';
import { cartEnv } from './environment.ts';
import { startCart } from './service.ts';

await runService(cartEnv, startCart);
