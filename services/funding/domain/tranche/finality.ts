/**
 * The finality matrix: what each fact does to the money of a tranche, wherever it stands (docs/adr/0011). `decide`
 * looks everything up here; finality.spec.ts walks the whole product.
 */

/**
 * Where the money of a tranche stands, with how far its payment order is. *Withheld* is committed and told to be held back;
 * *held* is payable, and an open appeal holds it; *returned* is payable again after the bank sent it back.
 */
export const STANDINGS = ['committed', 'withheld', 'payable', 'approved-once', 'approved', 'held', 'in-transit', 'unknown', 'disbursed', 'returned', 'forfeited', 'cancelled'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What all evidence together says, compared with what the tranche has led to so far. */
export type Reading =
  /** A condition has not come yet, and nothing speaks against the tranche. */
  | 'incomplete'
  /** An appeal is open. */
  | 'appealed'
  /** The latest result says no for now: rectification or re-evaluation would turn it. */
  | 'against'
  /** The last allowed attempt failed, or the grade pays nothing. */
  | 'lost'
  /** All conditions are met for the first time: the pay factor grants all, or less. */
  | 'whole'
  | 'part'
  /** All conditions are met, and what was granted before stands, or is more or less now. */
  | 'same'
  | 'more'
  | 'less';

/** What happens to the contract or to the payment, whatever the evidence. */
export type Happening =
  | 'amended'
  | 'suspended'
  | 'resumed'
  | 'terminated'
  | 'closed'
  | 'requested'
  | 'approved'
  | 'declined'
  | 'instructed'
  | 'settled'
  | 'set-off'
  | 'sent-back'
  | 'part-sent-back';

export type Outcome =
  /** Committed → Payable, in full or less what the pay factor leaves out. */
  | 'release'
  | 'partial'
  /** Told with what it waits for; what is payable stays so, its order is void. */
  | 'hold'
  /** The hold is lifted: owed as before, a new order follows. */
  | 'free'
  | 'forfeit'
  /** A release is unmade and another one takes its place. */
  | 'replace'
  /** A release is unmade, its order void. */
  | 'reverse'
  /** Paid money is asked back, in a case of its own. */
  | 'claw-back'
  /** More is owed than was paid: a tranche of its own for the difference. */
  | 'supplement'
  /** Back to the budget line; nothing is owed. */
  | 'cancel'
  /** The terms are replaced, and the evidence is read under the new ones. */
  | 'reread'
  /** The payment follows its own way: an order is made, void, sent, settled. */
  | 'proceed'
  /** Kept, and read again when what is under way has ended: the bank's answer, the last decision. */
  | 'await'
  | 'ignore'
  /** The command is wrong here; whoever gave it is told, or has a bug. */
  | 'refuse'
  /** Cannot be, by what the reading means. */
  | 'never';

/** The rule, and an outcome for each of STANDINGS. */
type Row = readonly [
  rule: string,
  committed: Outcome,
  withheld: Outcome,
  payable: Outcome,
  approvedOnce: Outcome,
  approved: Outcome,
  held: Outcome,
  inTransit: Outcome,
  unknown: Outcome,
  disbursed: Outcome,
  returned: Outcome,
  forfeited: Outcome,
  cancelled: Outcome,
];

export const FINALITY: Readonly<Record<Reading | Happening, Row>> = {
  //             rule    committed   withheld   payable    approved-once   approved   held       in-transit   unknown    disbursed     returned   forfeited   cancelled
  /** A condition has not come yet, or came after the contract was terminated; what was withheld is told what it waits for now. */
  incomplete:   ['R121', 'ignore',   'hold',    'reverse', 'reverse',      'reverse', 'reverse', 'await',     'await',   'claw-back',  'reverse', 'hold',     'ignore'],
  /** An open appeal holds the money; of paid money its decision comes as a result. */
  appealed:     ['R123', 'hold',     'hold',    'hold',    'hold',         'hold',    'hold',    'await',     'await',   'await',      'hold',    'hold',     'ignore'],
  /** Rectification or re-evaluation may still turn it; of paid money that decides. */
  against:      ['R109', 'hold',     'hold',    'reverse', 'reverse',      'reverse', 'reverse', 'await',     'await',   'await',      'reverse', 'hold',     'ignore'],
  /** The last attempt failed, or the grade pays nothing. */
  lost:         ['R109', 'forfeit',  'forfeit', 'forfeit', 'forfeit',      'forfeit', 'forfeit', 'await',     'await',   'claw-back',  'forfeit', 'ignore',   'ignore'],
  /** Owed in full for the first time, or again; of a contract that is over: what it earned before. */
  whole:        ['R122', 'release',  'release', 'never',   'never',        'never',   'never',   'never',     'never',   'never',      'never',   'release',  'release'],
  /** Owed less what the pay factor of the grade leaves out. */
  part:         ['R109', 'partial',  'partial', 'never',   'never',        'never',   'never',   'never',     'never',   'never',      'never',   'partial',  'partial'],
  /** What was granted stands; an appeal that is decided holds nothing any more. */
  same:         ['R121', 'never',    'never',   'ignore',  'ignore',       'ignore',  'free',    'ignore',    'ignore',  'ignore',     'ignore',  'never',    'never'],
  /** A revised result grants more. */
  more:         ['R123', 'never',    'never',   'replace', 'replace',      'replace', 'replace', 'await',     'await',   'supplement', 'replace', 'never',    'never'],
  /** A revised result grants less. */
  less:         ['R123', 'never',    'never',   'replace', 'replace',      'replace', 'replace', 'await',     'await',   'claw-back',  'replace', 'never',    'never'],

  /** Terms change only while nothing is decided. */
  amended:      ['R121', 'reread',   'reread',  'refuse',  'refuse',       'refuse',  'refuse',  'refuse',    'refuse',  'refuse',     'refuse',  'refuse',   'refuse'],
  /** What was not instructed stops; evidence is kept meanwhile. */
  suspended:    ['R76',  'ignore',   'ignore',  'hold',    'hold',         'hold',    'hold',    'await',     'await',   'ignore',     'hold',    'ignore',   'ignore'],
  /** What is payable goes before its approvers again. */
  resumed:      ['R76',  'ignore',   'ignore',  'proceed', 'proceed',      'proceed', 'ignore',  'ignore',    'ignore',  'ignore',     'proceed', 'ignore',   'ignore'],
  /** What is owed stays owed; all else goes back to the budget. */
  terminated:   ['R123', 'cancel',   'cancel',  'ignore',  'ignore',       'ignore',  'ignore',  'ignore',    'ignore',  'ignore',     'ignore',  'cancel',   'ignore'],
  /** A completed contract closes when all is decided. */
  closed:       ['R123', 'await',    'await',   'ignore',  'ignore',       'ignore',  'ignore',  'ignore',    'ignore',  'ignore',     'ignore',  'cancel',   'ignore'],
  /** A request may come first; then it waits with the tranche. */
  requested:    ['R118', 'await',    'await',   'proceed', 'refuse',       'refuse',  'await',   'refuse',    'refuse',  'refuse',     'proceed', 'refuse',   'refuse'],

  /** Two others approve exactly what was ordered. */
  approved:     ['R115', 'refuse',   'refuse',  'proceed', 'proceed',      'refuse',  'refuse',  'refuse',    'refuse',  'refuse',     'refuse',  'refuse',   'refuse'],
  /** The order is void; the tranche stays owed. */
  declined:     ['R115', 'refuse',   'refuse',  'proceed', 'proceed',      'refuse',  'refuse',  'refuse',    'refuse',  'refuse',     'refuse',  'refuse',   'refuse'],
  /** Nothing leaves before all approvals. */
  instructed:   ['R115', 'refuse',   'refuse',  'refuse',  'refuse',       'proceed', 'refuse',  'refuse',    'refuse',  'refuse',     'refuse',  'refuse',   'refuse'],
  /** Only the statement settles. */
  settled:      ['R116', 'refuse',   'refuse',  'refuse',  'refuse',       'refuse',  'refuse',  'proceed',   'proceed', 'refuse',     'refuse',  'refuse',   'refuse'],
  /** What is owed and free pays what the agency is to refund. */
  'set-off':    ['R123', 'refuse',   'refuse',  'proceed', 'proceed',      'refuse',  'refuse',  'refuse',    'refuse',  'refuse',     'proceed', 'refuse',   'refuse'],
  /** Rejected, or returned after payment: owed as before. */
  'sent-back':  ['R116', 'refuse',   'refuse',  'refuse',  'refuse',       'refuse',  'refuse',  'proceed',   'proceed', 'proceed',    'refuse',  'refuse',   'refuse'],
  /** A part of what was paid came back, a fee less for example: a supplement owes it again. */
  'part-sent-back': ['R116', 'refuse', 'refuse', 'refuse', 'refuse',       'refuse',  'refuse',  'refuse',    'refuse',  'proceed',    'refuse',  'refuse',   'refuse'],
};

export interface Finality {
  readonly outcome: Outcome;
  readonly rule: string;
}

/** The cell of the matrix. */
export function finalityOf(standing: Standing, what: Reading | Happening): Finality {
  const [rule, ...outcomes] = FINALITY[what];
  return { rule, outcome: outcomes[STANDINGS.indexOf(standing)] ?? 'never' };
}
