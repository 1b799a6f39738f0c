const seed = 0x9747b28c;
const m = 0x5bd1e995;

/** 32-bit MurmurHash2 as Java's Kafka client seeds it (org.apache.kafka.common.utils.Utils.murmur2). */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length & ~3;
  let hash = seed ^ bytes.length;

  for (let at = 0; at < tail; at += 4) {
    let word = Math.imul(view.getInt32(at, true), m);
    word ^= word >>> 24;
    hash = Math.imul(hash, m) ^ Math.imul(word, m);
  }
  if (tail < bytes.length) {
    for (let at = bytes.length - 1; at >= tail; at -= 1) hash ^= bytes[at]! << (8 * (at - tail));
    hash = Math.imul(hash, m);
  }

  hash ^= hash >>> 13;
  hash = Math.imul(hash, m);
  return hash ^ (hash >>> 15);
}
