import { runService } from '../../runtime/process/run-service.ts';
import { paymentEnv } from './environment.ts';
import { startPayment } from './service.ts';

await runService(paymentEnv, startPayment);
