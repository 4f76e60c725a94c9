import type { Fact } from './facts.js';

/** The tables of messaging, which every service has. */
export interface MailRows {
  readonly inbox: true;
  readonly offset: number;
  readonly waiting: { readonly fact: Fact; readonly waitingFor: string };
  /** What waited and may be handled now. */
  readonly woken: Fact;
  readonly fact: Fact;
  readonly outbox: Fact;
}

export const mailTables = () => ({
  inbox: new Map<string, true>(),
  offset: new Map<string, number>(),
  waiting: new Map<string, MailRows['waiting']>(),
  woken: new Map<string, Fact>(),
  fact: new Map<string, Fact>(),
  outbox: new Map<string, Fact>(),
});
