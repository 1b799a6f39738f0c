// Docker's look at a service: exit code 0 when its health URL says that it is well.
import { get } from 'node:http';

const { PORT, HEALTH_PATH = '/actuator/health' } = process.env;
get({ host: '127.0.0.1', port: PORT, path: HEALTH_PATH }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
).on('error', () => process.exit(1));
