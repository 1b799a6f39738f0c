import { runService } from '../../runtime/process/run-service.ts';
import { inventoryEnv } from './environment.ts';
import { startInventory } from './service.ts';

await runService(inventoryEnv, startInventory);
