import { CONTEXTS } from '@goufu/contracts';
import type { TopicSpec } from './bus/message-bus.js';

/** Partitions of a topic; fixed for its life, since keys must stay where they are. */
const PARTITIONS = 6;

/** One topic per context. */
export const TOPICS: readonly TopicSpec[] = CONTEXTS.map((topic) => ({ topic, partitions: PARTITIONS }));
