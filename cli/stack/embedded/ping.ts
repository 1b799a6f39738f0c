import { askTcp } from '../processes/ask.ts';

const correlation = 7;

/** ApiVersions version 0 (Kafka protocol guide): the one request that every broker answers. */
export function pingKafka(port: number): Promise<string | undefined> {
  const request = Buffer.alloc(14);
  request.writeInt32BE(10, 0);
  request.writeInt16BE(18, 4);
  request.writeInt16BE(0, 6);
  request.writeInt32BE(correlation, 8);
  request.writeInt16BE(-1, 12);
  return askTcp(port, request, (answer) => answer.length >= 8 && answer.readInt32BE(4) === correlation);
}

const opMsg = 2013;
/** `{ ping: 1, $db: "admin" }` in BSON (bsonspec.org). */
const ping = Buffer.from('\x1e\0\0\0\x10ping\0\x01\0\0\0\x02$db\0\x06\0\0\0admin\0\0', 'latin1');

/** OP_MSG (MongoDB wire protocol) with the command `ping`. */
export function pingMongo(port: number): Promise<string | undefined> {
  const header = Buffer.alloc(21);
  header.writeInt32LE(header.length + ping.length, 0);
  header.writeInt32LE(correlation, 4);
  header.writeInt32LE(opMsg, 12);
  const isAnswer = (answer: Buffer): boolean =>
    answer.length >= 16 && answer.readInt32LE(8) === correlation && answer.readInt32LE(12) === opMsg;
  return askTcp(port, Buffer.concat([header, ping]), isAnswer);
}
