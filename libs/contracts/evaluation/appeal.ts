import { z } from 'zod';
import { uuid } from '../envelope.js';
import { roundRef } from './round.js';

/** Which appeal against which result; its grounds stay in evaluation. */
export const appealRef = z.object({ appealId: uuid, resultId: uuid, ...roundRef.shape });
