import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let tree: string;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'import-directions-'));
  cpSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
});
afterAll(() => rmSync(tree, { recursive: true }));

/** What the linter says of a file at this place with this import. */
function lint(file: string, imported: string): string {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import { x } from '${imported}';\nexport const y = x;\n`);
  try {
    const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
    return execFileSync(process.execPath, [oxlint, file], { cwd: tree, encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    rmSync(path);
  }
}

test.each([
  ['services/tram/outbox/a.ts', '../../runtime/http.ts', 'tram depends on none of the rest'],
  ['services/tram/outbox/a.ts', '../../../cli/lib/errors.ts', 'tram depends on none of the rest'],
  ['services/runtime/a.ts', '../tram/outbox/send.ts', "runtime imports only tram's index.ts"],
  ['services/customers-and-orders/order-service/a.ts', '../customer-service/domain.ts', 'only messages.ts'],
  ['services/customers-and-orders/order-service/a.ts', '../../tram/outbox/send.ts', 'A service imports'],
  ['services/customers-and-orders/order-service/a.ts', '../../../cli/lib/errors.ts', 'A service imports'],
  ['services/orchestrated-orders/order-service/a.ts', '../customer-service/domain.ts', 'only messages.ts'],
  [
    'services/orchestrated-orders/order-service/a.ts',
    '../../customers-and-orders/order-service/messages.ts',
    'nothing of another system',
  ],
  ['services/shipments/shipment-service/a.ts', '../order-service/domain.ts', 'only messages.ts'],
  ['services/shipments/order-service/a.ts', '../../store/item.ts', 'nothing of another system'],
  ['cli/commands/a.ts', '../../services/customers-and-orders/order-service/domain.ts', 'knows services only'],
  ['cli/model/a.ts', '../probes/probe.ts', 'model is pure'],
  ['cli/model/a.ts', 'node:fs', 'model is pure'],
  ['cli/reporters/a.ts', '../stack/lab.ts', 'A reporter only listens'],
  ['cli/artifacts/a.ts', '../stack/labs.ts', 'artifacts import reporters'],
  ['cli/exports/a.ts', '../stack/lab.ts', 'An export is made of'],
  ['cli/sequence/a.ts', '../probes/probe.ts', 'An export is made of'],
  ['cli/probes/a.ts', '../scenario/report.ts', 'A probe imports'],
  ['cli/prompt/sql/a.ts', '../../stack/lab.ts', "A prompt knows a database's URL and no lab"],
  ['cli/runs/a.ts', '../stack/labs.ts', 'A recording needs no stack'],
  ['cli/tui/state/a.ts', '../session/session.ts', 'What the dashboard shows and remembers is pure'],
  ['cli/tui/lesson/a.ts', '../session/session.ts', 'What the dashboard shows and remembers is pure'],
  ['cli/tui/picture/a.ts', 'node:fs', 'What the dashboard shows and remembers is pure'],
  [
    'cli/tui/state/actions/a.ts',
    '../../session/session.ts',
    'What the dashboard shows and remembers is pure',
  ],
  ['cli/tui/overlay/a.ts', '../terminal/terminal.ts', 'What the dashboard shows and remembers is pure'],
  ['cli/tui/ledger/a.ts', '../../../services/tram/outbox/send.ts', 'is pure: it knows the model'],
  ['cli/tui/session/a.ts', '../../../services/tram/outbox/send.ts', 'knows services only'],
  ['cli/tui/app/a.ts', '../../../services/tram/outbox/send.ts', 'knows services only'],
  ['cli/exports/html/a.ts', '../../runs/read/read-recording.ts', 'An export is made of'],
  ['cli/runs/a.ts', '../tui/ledger/ledger.ts', 'A recording needs no stack'],
  ['cli/runs/a.ts', '../reporters/junit.ts', 'A recording needs no stack'],
  ['cli/artifacts/a.ts', '../../services/tram/outbox/send.ts', 'artifacts import reporters'],
  ['cli/reporters/a.ts', '../runs/retell.ts', 'A reporter only listens'],
  ['cli/model/a.ts', '../runs/recording.ts', 'model is pure'],
  ['cli/scenario/a.ts', '../runs/recording.ts', 'scenario and systems import'],
  ['cli/stack/embedded/kafka/a.ts', '../../../model/model.ts', 'knows its protocol'],
  ['cli/scenario/a.ts', '../commands/run.ts', 'scenario and systems import'],
  ['cli/scenario/a.ts', '../../services/tram/outbox/send.ts', 'scenario and systems import'],
  ['cli/systems/a.ts', '../../services/tram/outbox/send.ts', 'scenario and systems import'],
  ['cli/load/a.ts', '../stack/lab.ts', 'load knows systems'],
  ['cli/load/a.ts', '../../services/tram/outbox/send.ts', 'load knows systems'],
  ['cli/probes/a.ts', '../stack/supervisor/supervisor.ts', 'A probe imports'],
  ['cli/probes/wal/a.ts', '../../../services/tram/outbox/send.ts', 'A probe imports'],
  ['services/tram/outbox/a.ts', '../../store/order/messages.ts', 'tram depends on none of the rest'],
  ['services/runtime/a.ts', '../store/order-service/messages.ts', "runtime imports only tram's index.ts"],
])('%s may not import %s', (file, imported, reason) => {
  expect(lint(file, imported)).toContain(reason);
});

test.each([
  ['services/runtime/a.ts', '../tram/index.ts'],
  ['services/customers-and-orders/order-service/a.ts', '../customer-service/messages.ts'],
  ['services/customers-and-orders/order-service/a.ts', '../../runtime/http.ts'],
  ['services/orchestrated-orders/order-service/a.ts', '../customer-service/messages.ts'],
  ['cli/lib/a.ts', '../../services/tram/limit/with-limit.ts'],
  ['cli/lib/a.ts', '../../services/tram/observe/clock.ts'],
  ['cli/probes/a.ts', '../../services/tram/index.ts'],
  ['cli/probes/a.ts', '../stack/lab.ts'],
  ['cli/scenario/a.ts', '../../services/tram/index.ts'],
  ['services/tram/relay/polling/a.ts', '../../outbox/send.ts'],
  ['cli/model/a.ts', '../systems/system.ts'],
  ['cli/reporters/a.ts', '../scenario/events.ts'],
  ['cli/runs/a.ts', '../scenario/events.ts'],
  ['cli/runs/a.ts', '../reporters/text/fit.ts'],
  ['cli/tui/session/a.ts', '../../stack/lab.ts'],
  ['cli/tui/state/actions/a.ts', '../../../../services/tram/index.ts'],
])('%s may import %s', (file, imported) => {
  expect(lint(file, imported)).not.toContain('no-restricted-imports');
});
