import { Int32 } from 'bson';
import { maxDocumentBytes } from '../storage/stored-document.ts';
import { DateTime, docOf, type Doc } from '../value/value.ts';
import { maxMessageBytes } from '../wire/frames.ts';
import type { Command, Context } from './command.ts';

/** Wire version of MongoDB 7.0: what drivers may expect of the commands. */
const maxWireVersion = 21;
const sessionMinutes = 30;

/**
 * The primary of a replica set of one: that is what lets drivers open change streams and retry writes. No
 * topologyVersion, so that monitors poll instead of holding a stream open.
 */
function describe({ server, connection }: Context): Doc {
  const self = `${server.host}:${server.port}`;
  return docOf({
    helloOk: true,
    setName: 'saga-lab',
    setVersion: new Int32(1),
    hosts: [self],
    primary: self,
    me: self,
    secondary: false,
    maxBsonObjectSize: new Int32(maxDocumentBytes),
    maxMessageSizeBytes: new Int32(maxMessageBytes),
    maxWriteBatchSize: new Int32(100_000),
    localTime: DateTime.now(),
    logicalSessionTimeoutMinutes: new Int32(sessionMinutes),
    connectionId: new Int32(connection.id),
    minWireVersion: new Int32(0),
    maxWireVersion: new Int32(maxWireVersion),
    readOnly: false,
    ok: 1,
  });
}

export const hello: Command = {
  accepts: ['*'],
  run: (_, context) => new Map([['isWritablePrimary', true], ...describe(context)]),
};

export const isMaster: Command = {
  accepts: ['*'],
  run: (_, context) => new Map([['ismaster', true], ...describe(context)]),
};
