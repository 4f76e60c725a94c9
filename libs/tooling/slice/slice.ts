import { camelCase } from '../tidy/workspace.ts';

/** What `npm run new:slice` was asked for, in all its spellings. */
export interface Slice {
  readonly service: string;
  /** `approve-payment`; also the folder. */
  readonly verbNoun: string;
  /** `approvePayment`. */
  readonly camel: string;
  /** `ApprovePayment`. */
  readonly pascal: string;
  readonly verb: string;
  /** `payment`; one of them, also where the name says several. */
  readonly noun: string;
  /** `payments`. */
  readonly nouns: string;
  /** `paymentId`. */
  readonly nounId: string;
  /** `Approve payment`. */
  readonly sentence: string;
  /** The fact that it reacts to; a route starts it when there is none. */
  readonly consumes?: Consumed;
}

export interface Consumed {
  readonly context: string;
  readonly fact: string;
  /** `resultPublished`. */
  readonly contract: string;
  /** `OnEvaluationResultPublished`. */
  readonly consumer: string;
  /** `on-evaluation-result-published.consumer`. */
  readonly file: string;
}

export const USAGE = `npm run new:slice -- <service> <verb-noun> [--consumes <context>.<fact>]

  npm run new:slice -- funding approve-payment
      a route: its contract, controller, handler and int-spec
  npm run new:slice -- funding hold-tranche --consumes evaluation.result-published
      a reaction: consumer, handler and int-spec. Where the service has a consumer of the fact: handler and int-spec, for that
      consumer to call. Where the folder is there: one more consumer, for its handler to be called from.

Every fact with those who react to it: docs/events.md. What is written is registered, keeps the rules of the house and refuses or
waits; what is left to do is printed.`;

/** Reads the arguments of the command; throws a sentence that says what is wrong with them. */
export function sliceFrom(args: readonly string[]): Slice {
  const at = args.indexOf('--consumes');
  const [service, verbNoun, ...more] = at === -1 ? args : args.toSpliced(at, 2);
  if (!service || !verbNoun) throw new Error(`a slice has a service and a name\n\n${USAGE}`);
  if (more.length > 0) throw new Error(`"${more.join(' ')}" is one argument too many\n\n${USAGE}`);
  if (!/^[a-z]+(?:-[a-z]+)+$/.test(verbNoun)) throw new Error(`"${verbNoun}" is not a verb and a noun in kebab-case, like approve-payment`);
  const [verb = '', ...nouns] = verbNoun.split('-');
  const noun = singular(nouns.join('-'));
  const sentence = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${nouns.join(' ')}`;
  const names = { camel: camelCase(verbNoun), pascal: pascalCase(verbNoun), noun, nouns: plural(noun), nounId: `${camelCase(noun)}Id` };
  return { service, verbNoun, verb, sentence, ...names, ...(at === -1 ? {} : { consumes: consumed(args[at + 1] ?? '') }) };
}

function consumed(type: string): Consumed {
  const [, context, fact] = /^([a-z]+)\.([a-z]+(?:-[a-z]+)*)$/.exec(type) ?? [];
  if (!context || !fact) throw new Error(`"${type}" is not a fact, like evaluation.result-published`);
  return { context, fact, contract: camelCase(fact), consumer: pascalCase(`on-${context}-${fact}`), file: `on-${context}-${fact}.consumer` };
}

/** `entries` → `entry`, `batches` → `batch`, `payments` → `payment`; `process` stays. */
const singular = (noun: string): string => noun.replace(/ies$/, 'y').replace(/(?<=x|ch|sh|ss)es$/, '').replace(/(?<=[^su])s$/, '');

const plural = (noun: string): string => (/(?:[sx]|[cs]h)$/.test(noun) ? `${noun}es` : noun.replace(/(?<![aeiou])y$/, 'ie').concat('s'));

const pascalCase = (kebab: string): string => camelCase(`-${kebab}`);
