import type { PurchaseScript } from '../script/purchase-script.js';

/** A purchase as far as it was played: what its script does not know, since the system made it. Empty until then. */
export class Purchase {
  purchaseId = '';
  tenderId = '';
  contractId = '';
  projectId = '';
  template: { readonly templateId: string; readonly version: number } | undefined;
  trancheIds: readonly string[] = [];
  /** Trace context of the latest published result. */
  resultTrace = '';
  /** Budget line ids by the key of the script. */
  readonly lineIds = new Map<string, string>();
  /** Bid ids and payee accounts by bidder. */
  readonly bidIds = new Map<string, string>();
  readonly accountIds = new Map<string, string>();

  constructor(readonly script: PurchaseScript) {}

  /** Username of the agency that must win. */
  get winner(): string {
    return this.winningBid.who;
  }

  get winningBid(): PurchaseScript['bids'][number] {
    const first = this.script.bids.find(({ expects }) => expects.rank === 1);
    if (!first) throw new Error(`${this.script.title.en}: no bid expects to be the first`);
    return first;
  }

  /** Parts of an amount on budget lines, as routes take them. */
  parts(shares: readonly { readonly line: string; readonly amount: string }[], year: number): { lineId: string; year: number; fen: string }[] {
    return shares.map(({ line, amount }) => ({ lineId: this.lineIds.get(line) ?? '', year, fen: amount }));
  }
}
