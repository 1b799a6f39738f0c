import { decodeDocument } from '../value/decode.ts';
import { encodeDocument } from '../value/encode.ts';
import type { Doc, Value } from '../value/value.ts';
import { headerLength, MalformedFrame } from './frames.ts';

/** MongoDB wire protocol: OP_MSG, and OP_QUERY for the first hello only. */
const opCode = { reply: 1, query: 2004, msg: 2013 } as const;

const flag = { checksumPresent: 1, moreToCome: 2, exhaustAllowed: 1 << 16 } as const;
const requiredBits = 0xffff;

export interface Request {
  readonly requestId: number;
  /** The command; document sequences are joined to it as arrays. */
  readonly body: Doc;
  /** False where the client wants no reply (writeConcern w: 0). */
  readonly wantsReply: boolean;
  /** Asked by OP_QUERY, which is answered by OP_REPLY. */
  readonly legacy: boolean;
}

/** Throws MalformedFrame or MalformedBson. */
export function parseRequest(frame: Buffer): Request {
  const requestId = frame.readInt32LE(4);
  const code = frame.readInt32LE(12);
  if (code === opCode.msg) return parseMsg(frame, requestId);
  if (code === opCode.query) return parseQuery(frame, requestId);
  throw new MalformedFrame(`opcode ${code}, known are OP_MSG (2013) and OP_QUERY (2004)`);
}

function parseMsg(frame: Buffer, requestId: number): Request {
  if (frame.length < headerLength + 4 + 1 + 5) throw new MalformedFrame(`OP_MSG of ${frame.length} bytes`);
  const flags = frame.readUInt32LE(headerLength);
  const unknown = flags & requiredBits & ~(flag.checksumPresent | flag.moreToCome);
  if (unknown !== 0) throw new MalformedFrame(`OP_MSG flag bits 0x${unknown.toString(16)}`);
  const end = frame.length - ((flags & flag.checksumPresent) === 0 ? 0 : 4);
  let body: Doc | undefined;
  const sequences: [string, Value[]][] = [];
  let at = headerLength + 4;
  while (at < end) {
    const kind = frame[at];
    at += 1;
    const size = sectionSize(frame, at, end);
    if (kind === 0 && body === undefined) body = decodeDocument(frame.subarray(at, at + size));
    else if (kind === 1) sequences.push(parseSequence(frame.subarray(at + 4, at + size)));
    else throw new MalformedFrame(`OP_MSG section of kind ${kind}`);
    at += size;
  }
  if (body === undefined) throw new MalformedFrame('OP_MSG without a body');
  for (const [name, docs] of sequences) {
    if (body.has(name)) throw new MalformedFrame(`'${name}' is in the body and in a document sequence`);
    body.set(name, docs);
  }
  return { requestId, body, wantsReply: (flags & flag.moreToCome) === 0, legacy: false };
}

function sectionSize(frame: Buffer, at: number, end: number): number {
  const size = at + 4 <= end ? frame.readInt32LE(at) : 0;
  if (size < 5 || at + size > end) throw new MalformedFrame(`OP_MSG section of ${size} bytes at ${at}`);
  return size;
}

function parseSequence(bytes: Buffer): [string, Value[]] {
  const nameEnd = bytes.indexOf(0);
  if (nameEnd < 0) throw new MalformedFrame('document sequence without a name');
  const docs: Value[] = [];
  let at = nameEnd + 1;
  while (at < bytes.length) {
    const size = sectionSize(bytes, at, bytes.length);
    docs.push(decodeDocument(bytes.subarray(at, at + size)));
    at += size;
  }
  return [bytes.toString('utf8', 0, nameEnd), docs];
}

function parseQuery(frame: Buffer, requestId: number): Request {
  const nameStart = headerLength + 4;
  const nameEnd = frame.indexOf(0, nameStart);
  const queryStart = nameEnd + 1 + 8;
  if (nameEnd < 0 || queryStart + 5 > frame.length)
    throw new MalformedFrame(`OP_QUERY of ${frame.length} bytes`);
  const namespace = frame.toString('utf8', nameStart, nameEnd);
  if (!namespace.endsWith('.$cmd'))
    throw new MalformedFrame(`OP_QUERY on '${namespace}', only commands are answered`);
  const size = sectionSize(frame, queryStart, frame.length);
  const body = decodeDocument(frame.subarray(queryStart, queryStart + size));
  if (!body.has('$db')) body.set('$db', namespace.slice(0, -'.$cmd'.length));
  return { requestId, body, wantsReply: true, legacy: true };
}

let lastResponseId = 0;

export function encodeReply(request: Request, reply: Doc): Buffer {
  const doc = encodeDocument(reply);
  const prefix = request.legacy ? headerLength + 20 : headerLength + 5;
  const frame = Buffer.alloc(prefix + doc.length);
  lastResponseId = (lastResponseId + 1) & 0x7fffffff;
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(lastResponseId, 4);
  frame.writeInt32LE(request.requestId, 8);
  frame.writeInt32LE(request.legacy ? opCode.reply : opCode.msg, 12);
  if (request.legacy) {
    frame.writeInt32LE(8, headerLength); // AwaitCapable
    frame.writeInt32LE(1, headerLength + 16); // numberReturned
  }
  doc.copy(frame, prefix);
  return frame;
}
