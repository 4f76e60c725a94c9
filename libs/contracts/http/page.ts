import { z } from 'zod';

/** Query of every list that is read page by page: at most 100 items, from behind the cursor that the page before gave. */
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().min(1).max(500).optional(),
});
export type Page = z.infer<typeof page>;

/** One page of a list; `next` is there when more follows, and goes back as `after`. */
export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), next: z.string().optional() });
