import { serviceEnvironment } from '@goufu/service';
import { z } from 'zod';

const MEBIBYTE = 1_048_576;

/** What projects takes besides: how large an uploaded file may be. */
export const projectsEnvironment = serviceEnvironment.extend({
  MAX_FILE_BYTES: z.coerce.number().int().positive().default(50 * MEBIBYTE),
});
export type ProjectsConfiguration = z.output<typeof projectsEnvironment>;
