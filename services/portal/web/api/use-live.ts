import { liveFact, type LiveFact } from '@goufu/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Facts come in bursts: one reading serves them all. */
const GATHER_MS = 250;
const SHOWN_AS_NEW = 50;

export interface Live {
  /** Whether facts are reaching this page now. */
  readonly connected: boolean;
  /** Ids of the facts that landed while the page was open. */
  readonly landed: readonly string[];
}

/** Reads everything on the page again when a fact lands, of one purchase or of all; also after a lost connection, since facts may have been missed. */
export function useLive(purchaseId?: string, enabled = true): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ connected: false, landed: [] });
  useEffect(() => {
    if (!enabled) return undefined;
    const source = new EventSource(purchaseId === undefined ? '/live' : `/live?purchase=${purchaseId}`);
    let reading: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const readAgain = (): void => {
      reading ??= setTimeout(() => {
        reading = undefined;
        void client.invalidateQueries();
      }, GATHER_MS);
    };
    source.addEventListener('open', () => {
      setLive((before) => ({ ...before, connected: true }));
      if (opened) readAgain();
      opened = true;
    });
    source.addEventListener('error', () => setLive((before) => ({ ...before, connected: false })));
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { id }: LiveFact = liveFact.parse(JSON.parse(data));
      setLive((before) => ({ ...before, landed: [...before.landed, id].slice(-SHOWN_AS_NEW) }));
      readAgain();
    });
    return () => {
      source.close();
      clearTimeout(reading);
    };
  }, [client, enabled, purchaseId]);
  return live;
}
