import type { FactContract } from '@goufu/contracts';
import type { z } from 'zod';

type Scored = FactContract<z.ZodObject<{ value: z.ZodInt }>>;
export const scoreGiven: Scored;
export const weightGiven: Scored;
export const scoreTotalled: Scored;
