import { KafkaBus } from './bus/kafka-bus.js';
import { TOPICS } from './topics.js';

/** `KAFKA_BROKERS=host:port node dist/create-topics.js`: makes the topics that are missing. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const log = { info: () => undefined, warn: () => undefined, error: (_: object, message: string) => say(message) };

const bus = new KafkaBus({
  brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','),
  clientId: 'create-topics',
  topicPrefix: process.env['TOPIC_PREFIX'] ?? '',
  log,
});
try {
  await bus.ensureTopics(TOPICS);
  say(`topics ready: ${TOPICS.map(({ topic }) => topic).join(', ')}`);
} finally {
  await bus.close();
}
