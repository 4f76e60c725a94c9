import { positionOf } from '@goufu/service';
import { z } from 'zod';
import type { Position } from './persistence/read-lists.js';

const position = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where a page begins that lists by time and id. */
export const after = (cursor: string | undefined): Position | undefined => (cursor === undefined ? undefined : positionOf(position, cursor));
