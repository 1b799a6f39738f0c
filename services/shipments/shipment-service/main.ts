import { runService } from '../../runtime/process/run-service.ts';
import { shipmentEnv } from './environment.ts';
import { startShipmentService } from './service.ts';

await runService(shipmentEnv, startShipmentService);
