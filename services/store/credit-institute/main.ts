import { runWebService } from '../../runtime/process/run-service.ts';
import { creditInstituteEnv } from './environment.ts';
import { startCreditInstitute } from './service.ts';

await runWebService(creditInstituteEnv, startCreditInstitute);
