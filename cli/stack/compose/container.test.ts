import { expect, test } from 'vitest';
import { parseContainers } from './container.ts';

test('of what the engine says of a container the lab keeps where it is and how it is', () => {
  const inspected = {
    Id: 'f00d',
    Name: '/shop-order-service-1',
    State: {
      Status: 'running',
      Pid: 7,
      ExitCode: 0,
      Health: { Status: 'healthy', FailingStreak: 0, Log: [] },
    },
    Config: {
      Image: 'saga-lab-services',
      Env: ['PORT=8080', 'DATABASE_URL=postgres://u:p@postgres/order_db?a=b', 'EMPTY='],
      Labels: { 'com.docker.compose.service': 'order-service' },
    },
    NetworkSettings: {
      Ports: {
        '8080/tcp': [
          { HostIp: '127.0.0.1', HostPort: '18081' },
          { HostIp: '::1', HostPort: '18082' },
        ],
        '9229/tcp': null,
      },
    },
  };
  expect(parseContainers(JSON.stringify([inspected]))).toEqual([
    {
      id: 'f00d',
      name: 'shop-order-service-1',
      service: 'order-service',
      image: 'saga-lab-services',
      status: 'running',
      exitCode: 0,
      health: 'healthy',
      env: new Map([
        ['PORT', '8080'],
        ['DATABASE_URL', 'postgres://u:p@postgres/order_db?a=b'],
        ['EMPTY', ''],
      ]),
      ports: new Map([[8080, 18081]]),
    },
  ]);
});

test('one that has ended has neither health nor ports', () => {
  const inspected = {
    Id: 'f00d',
    Name: '/shop-kafka-1',
    State: { Status: 'exited', ExitCode: 137 },
    Config: { Image: 'apache/kafka', Env: null, Labels: {} },
    NetworkSettings: { Ports: null },
  };
  expect(parseContainers(JSON.stringify([inspected]))).toMatchObject([
    { status: 'exited', exitCode: 137, health: undefined, ports: new Map() },
  ]);
});
