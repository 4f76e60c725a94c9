import { join } from 'node:path';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';
import { readJson, writeJson } from './private-file.js';

const stored = z.record(z.string(), z.object({ expiresAt: z.number(), payload: z.record(z.string(), z.unknown()) }));
type Stored = z.infer<typeof stored>;

const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * Sessions, grants and codes in memory, written through to one small file, so that people stay signed in when the issuer
 * restarts. Nothing here is large: a few entries for each person, gone when they expire.
 */
export function fileStore(dataDir: string): AdapterFactory {
  const path = join(dataDir, 'sessions.json');
  const entries = new Map(Object.entries(stored.parse(readJson(path) ?? {})));
  const save = (): void => {
    for (const [key, entry] of entries) if (entry.expiresAt <= Date.now()) entries.delete(key);
    writeJson(path, Object.fromEntries(entries));
  };
  return (model) => adapterOf(model, entries, save);
}

function adapterOf(model: string, entries: Map<string, Stored[string]>, save: () => void): Adapter {
  const keyOf = (id: string): string => `${model}:${id}`;
  const payloadAt = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > Date.now() ? entry.payload : undefined;
  };
  const findWhere = async (field: 'uid' | 'userCode', value: string): Promise<AdapterPayload | undefined> => {
    const match = [...entries].find(([key, { payload }]) => key.startsWith(`${model}:`) && payload[field] === value);
    return match && payloadAt(match[0]);
  };
  return {
    async upsert(id, payload, expiresIn) {
      entries.set(keyOf(id), { payload: { ...payload }, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : NEVER });
      save();
    },
    find: async (id) => payloadAt(keyOf(id)),
    findByUid: (uid) => findWhere('uid', uid),
    findByUserCode: (userCode) => findWhere('userCode', userCode),
    async consume(id) {
      const entry = entries.get(keyOf(id));
      if (entry) entry.payload['consumed'] = Math.floor(Date.now() / 1000);
      save();
    },
    async destroy(id) {
      entries.delete(keyOf(id));
      save();
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) if (payload['grantId'] === grantId) entries.delete(key);
      save();
    },
  };
}
