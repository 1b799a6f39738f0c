import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod';

export const cardSchema = z.object({
  cardNumber: z.string().min(1),
  cardOwner: z.string().min(1),
  checksum: z.string().min(1),
});
export type Card = z.output<typeof cardSchema>;

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** A card as it may be stored and sent: AES-256-GCM, base64url of iv, tag and ciphertext. `key`: 32 bytes. */
export function sealCard(card: Card, key: Buffer): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(card), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws when it was sealed with another key, or changed. */
export function openCard(sealed: string, key: Buffer): Card {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  const card = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
  return cardSchema.parse(JSON.parse(card.toString('utf8')));
}
