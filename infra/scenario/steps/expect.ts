import { Unexpected } from '../world/patience.js';

/** Throws one clear sentence unless what came is what the script says. */
export function expectSame(what: string, came: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(came), JSON.stringify(expected)];
  if (is !== should) throw new Unexpected(`${what}: expected ${should}, but it is ${is}`);
}
