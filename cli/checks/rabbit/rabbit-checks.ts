import { toError } from '../../lib/errors.ts';
import { withoutPassword } from '../../lib/without-password.ts';
import type { Check } from '../check.ts';
import { checkRabbit } from './check-rabbit.ts';
import { lookAtRabbit } from './look-at-rabbit.ts';
import type { WantedRabbit } from './wanted-rabbit.ts';

/** Whether a RabbitMQ server has what is asked for. `url`: AMQP; `makes`: what is missing comes with the lab. */
export async function rabbitChecks(
  name: string,
  url: string,
  wanted: WantedRabbit,
  makes: boolean,
): Promise<Check[]> {
  try {
    const found = await lookAtRabbit(url, wanted);
    return [
      { name, state: 'ok', detail: `RabbitMQ ${found.version} at ${withoutPassword(url)}` },
      ...checkRabbit(wanted, found, url, makes),
    ];
  } catch (thrown) {
    const fix = 'see to it that it runs there, and that user, password and vhost are right';
    return [{ name, state: 'broken', detail: toError(thrown).message, fix }];
  }
}
