import { parseFen, type Fen, type LocalDate, isLocalDate, localDateOf } from '@goufu/kernel';
import { XMLParser } from 'fast-xml-parser';

/** What is wrong with a file: the element (`…/Ntry/Amt`), the line that it stands on, and what was expected there. */
export class Malformed extends Error {
  override readonly name = 'Malformed';

  constructor(
    readonly field: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${field}, line ${line}: ${reason}`);
  }
}

/** Everything stays text: an amount that was a float once is lost. Each tag is a list, whether it comes once or more often. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  alwaysCreateTextNode: true,
  captureMetaData: true,
  isArray: () => true,
});
const ZONED = /(?:Z|[+-]\d{2}:\d{2})$/;

/** One element of a parsed file that knows its path and its line. */
export class XmlElement {
  private constructor(
    private readonly node: object,
    readonly path: string,
    private readonly source: string,
  ) {}

  /** The root element. Throws `Malformed`. */
  static parse(source: string): XmlElement {
    let parsed: unknown;
    try {
      parsed = parser.parse(source);
    } catch (error) {
      throw new Malformed('Document', 1, `not XML: ${error instanceof Error ? error.message : String(error)}`);
    }
    const root = typeof parsed === 'object' && parsed !== null ? new XmlElement(parsed, '', source).all('Document')[0] : undefined;
    if (!root) throw new Malformed('Document', 1, 'the root element Document is missing');
    return root;
  }

  all(name: string): XmlElement[] {
    const children: unknown = Object.hasOwn(this.node, name) ? Reflect.get(this.node, name) : [];
    if (!Array.isArray(children)) return [];
    return children
      .filter((child): child is object => typeof child === 'object' && child !== null)
      .map((child) => new XmlElement(child, this.path === '' ? name : `${this.path}/${name}`, this.source));
  }

  /** The first element at a path below this one. */
  find(path: string): XmlElement | undefined {
    return path.split('/').reduce<XmlElement | undefined>((element, name) => element?.all(name)[0], this);
  }

  need(path: string): XmlElement {
    const found = this.find(path);
    if (!found) throw new Malformed(`${this.path}/${path}`, this.line, 'is missing');
    return found;
  }

  get text(): string {
    const text: unknown = Reflect.get(this.node, '#text');
    return typeof text === 'string' ? text : '';
  }

  /** Text that names something: without surrounding space, never empty. */
  get token(): string {
    const token = this.text.trim();
    if (token === '') throw this.malformed('is empty');
    return token;
  }

  /** An amount in yuan with at most two decimals that count, in fen. */
  get fen(): Fen {
    const [, yuan = '', decimals = ''] = /^\+?(\d*)(?:\.(\d*))?$/.exec(this.text.trim()) ?? [];
    const cents = decimals.replace(/0+$/, '');
    if (yuan + decimals === '' || cents.length > 2) throw this.malformed(`"${this.text.trim()}" is no amount in yuan and whole fen`);
    try {
      return parseFen(`${yuan}${cents.padEnd(2, '0')}`.replace(/^0+(?=\d)/, ''));
    } catch {
      throw this.malformed(`"${this.text.trim()}" is more than can be kept`);
    }
  }

  /** An amount of money; only yuan are kept. */
  get money(): Fen {
    const currency = this.attribute('Ccy');
    if (currency !== 'CNY') throw this.malformed(`the currency is ${currency ?? 'missing'}, expected CNY`);
    return this.fen;
  }

  /** A day from Dt, or the day in China of DtTm, which is time in China when it names no zone. */
  get day(): LocalDate {
    const day = this.find('Dt')?.text.trim().slice(0, 10);
    if (day !== undefined) {
      if (!isLocalDate(day)) throw this.malformed(`"${day}" is no day that exists`);
      return day;
    }
    const time = this.find('DtTm')?.text.trim() ?? '';
    const at = ZONED.test(time) ? time : `${time}+08:00`;
    if (!/^\d{4}-/.test(time) || Number.isNaN(Date.parse(at))) throw this.malformed('holds neither a day nor a time that exists');
    return localDateOf(at);
  }

  attribute(name: string): string | undefined {
    const value: unknown = Reflect.get(this.node, `@${name}`);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' ? first : undefined;
  }

  get line(): number {
    // Where the element begins is the only thing that the parser keeps under a symbol.
    const [key] = Object.getOwnPropertySymbols(this.node);
    const metadata: unknown = key && Reflect.get(this.node, key);
    const start: unknown = typeof metadata === 'object' && metadata !== null && 'startIndex' in metadata ? metadata.startIndex : 0;
    return this.source.slice(0, typeof start === 'number' ? start : 0).split('\n').length;
  }

  malformed(reason: string): Malformed {
    return new Malformed(this.path, this.line, reason);
  }
}
