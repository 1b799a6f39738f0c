import { remote } from '../../runtime/http/remote.ts';
import { runWebService } from '../../runtime/process/run-service.ts';
import { serviceUrl, webServiceEnv } from '../../runtime/process/service-env.ts';
import { startApiGateway } from './service.ts';

/** For each of the services behind, and so for an order history too: they are asked at the same time. */
const limitMs = 1_000;

const gatewayEnv = webServiceEnv.extend({
  CUSTOMER_SERVICE_URL: serviceUrl('CUSTOMER_SERVICE_URL'),
  ORDER_SERVICE_URL: serviceUrl('ORDER_SERVICE_URL'),
});

await runWebService(gatewayEnv, (deps, env) =>
  startApiGateway(deps, {
    customers: remote('the customer service', env.CUSTOMER_SERVICE_URL, limitMs),
    orders: remote('the order service', env.ORDER_SERVICE_URL, limitMs),
  }),
);
