import { apiVersions } from '../protocol/api-versions.ts';
import type { ResponseOf } from '../protocol/api.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import { Writer } from '../wire/writer.ts';
import type { Row } from './row.ts';

type Announced = Pick<Row, 'key' | 'min' | 'max'>;

/**
 * An ApiVersions request of a version that is not known is answered, in the body of version 0, with error 35 and the
 * full list: Java clients and librdkafka take the list from there and ask again.
 */
export function unsupportedApiVersions(apis: readonly Announced[]): Writer {
  const writer = new Writer();
  apiVersions.response.write(writer, announce(apis, errorCode.unsupportedVersion), 0);
  return writer;
}

export function announce(
  apis: readonly Announced[],
  code: ErrorCode = errorCode.none,
): ResponseOf<typeof apiVersions> {
  return { errorCode: code, apis: apis.map(({ key, min, max }) => ({ key, min, max })), throttleMs: 0 };
}
