import { expect, test } from 'vitest';
import { labFiles } from '../lab-files.ts';
import { overrideDocument } from './override.ts';

const files = labFiles('default', { state: '/home/a$b', cache: '/cache' }, false);

test('what is observed writes lines and takes faults in the folders of the lab', () => {
  expect(overrideDocument({ files, observed: ['relay'], user: '1001:1002' })).toEqual({
    services: {
      relay: {
        user: '1001:1002',
        environment: { LINES_FILE: '/lab/lines/relay.jsonl', TRAM_FAULTS_FILE: '/lab/faults/relay.json' },
        volumes: [
          { type: 'bind', source: '/home/a$$b/labs/default/kept/lines', target: '/lab/lines' },
          { type: 'bind', source: '/home/a$$b/labs/default/kept/faults', target: '/lab/faults' },
        ],
      },
    },
  });
});

test('where the lab is root the image keeps its own user', () => {
  expect(overrideDocument({ files, observed: ['relay'], user: undefined })).not.toHaveProperty(
    'services.relay.user',
  );
});
