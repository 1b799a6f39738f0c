import type * as z from 'zod';
import { Health } from '../../runtime/http/health.ts';
import { listen } from '../../runtime/http/listen.ts';
import type { WebDeps } from '../../runtime/process/service-deps.ts';
import { serviceUrl, webServiceEnv } from '../../runtime/process/service-env.ts';
import { createUi } from './app.ts';
import { backendAt } from './backend/backend.ts';
import { clientFiles } from './client-files.ts';

export const uiEnv = webServiceEnv.extend({ UI_BACKEND_URL: serviceUrl('UI_BACKEND_URL') });

/** `clientFolder`: where the files for browsers lie. Resolves with its port once it serves. */
export async function startUi(
  { name, port, host, lines, log, resources }: WebDeps,
  { UI_BACKEND_URL }: z.output<typeof uiEnv>,
  clientFolder: URL,
): Promise<number> {
  const health = new Health(
    () => Promise.resolve(),
    () => resources.closing,
  );
  const files = clientFiles(clientFolder);
  const app = createUi({ name, lines, log, backend: backendAt(UI_BACKEND_URL), files, health });
  const listener = await listen(app, port, host);
  await resources.add('http', () => listener.close());
  log.info({ port: listener.port }, 'Listening');
  health.ready();
  return listener.port;
}
