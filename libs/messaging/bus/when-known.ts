import { setTimeout as delay } from 'node:timers/promises';
import kafkajs from 'kafkajs';

const ASK_AGAIN_MS = 100;
const ASK_AGAIN_TIMES = 300;

// kafkajs is CommonJS: Node sees only some of its names as named imports.
const { KafkaJSProtocolError } = kafkajs;

/** The answer about topics that may be new. A broker, above all a busy one, learns of a new topic a moment after it took the order to make it; kafkajs asks once. */
export async function whenKnown<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let left = ASK_AGAIN_TIMES; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !(error instanceof KafkaJSProtocolError && error.retriable)) throw error;
      await delay(ASK_AGAIN_MS);
    }
  }
}
