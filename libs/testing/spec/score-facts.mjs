import { defineFact } from '@goufu/contracts';
import { z } from 'zod';

const schema = z.object({ value: z.int() });
const fact = (type) => defineFact({ type, classification: 'internal', summary: 'Of the specs.', schema });

export const scoreGiven = fact('evaluation.score-given.v1');
export const weightGiven = fact('projects.weight-given.v1');
export const scoreTotalled = fact('oversight.score-totalled.v1');
