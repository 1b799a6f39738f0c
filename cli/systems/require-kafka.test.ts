import { expect, test } from 'vitest';
import { requireKafka } from './require-kafka.ts';

test('what needs Kafka is refused on RabbitMQ by its name, with what can be done instead', () => {
  requireKafka('kafka', 'soak');
  expect(() => requireKafka('rabbitmq', 'bench relay')).toThrow(
    /^bench relay reads whole topics .* needs a lab on Kafka\. .*--repeat-each/,
  );
});
