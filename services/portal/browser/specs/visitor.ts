import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Stack } from './stack.js';

const SCREENSHOTS = fileURLToPath(new URL('../../../../.local/screenshots/', import.meta.url));
/** Root may not use Chromium's sandbox, and nothing is fetched from outside. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

/** A real Chromium; whoever opened it closes it. */
export const openBrowser = (stack: Stack): Promise<Browser> => chromium.launch({ executablePath: stack.chromium, args: FLAGS });

/** Somebody at a browser of their own, signed in through the issuer's pages. */
export class Visitor {
  /** What the browser complained of: errors of scripts, and what the page's policy forbade. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly stack: Stack,
  ) {
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async signedIn(browser: Browser, stack: Stack, person: string): Promise<Visitor> {
    const page = await (await browser.newContext({ viewport: WIDE, locale: 'zh-CN' })).newPage();
    page.setDefaultTimeout(20_000);
    const visitor = new Visitor(page, stack);
    await page.goto(`${stack.portal}/auth/sign-in`);
    await page.locator(`button[value="${person}"]`).click();
    await page.getByRole('heading', { name: /您好/ }).waitFor();
    return visitor;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.stack.portal}${path}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Looks at the page wide and narrow: a picture of each, nothing that a reader with a disability trips over, no sideways scrolling. */
  async look(name: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    for (const viewport of [WIDE, NARROW]) {
      await this.page.setViewportSize(viewport);
      await this.page.screenshot({ path: `${SCREENSHOTS}${name}-${viewport.width}.png`, fullPage: true });
      const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) this.complaints.push(`${name} is ${overflow} px too wide at ${viewport.width} px`);
    }
    await this.page.setViewportSize(WIDE);
    await this.page.evaluate(axe.source);
    const violations = await this.page.evaluate(async () => {
      const { violations } = await (globalThis as typeof globalThis & { axe: typeof axe }).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    });
    this.complaints.push(...violations.map((violation) => `${name}: ${violation}`));
  }
}
