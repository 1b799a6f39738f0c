import * as z from 'zod';

const fix = 'set 32 bytes as 64 hex digits, such as the output of: openssl rand -hex 32';

/** `CARD_KEY` of whoever seals or opens cards. */
export const cardKeyEnv = {
  CARD_KEY: z
    .string(fix)
    .regex(/^[0-9a-f]{64}$/i, fix)
    .transform((hex) => Buffer.from(hex, 'hex')),
};
