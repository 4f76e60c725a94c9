const MOST_REDIRECTS = 8;

/** Where a visit ended: on a page of the site, or at a redirect that leaves it (then the page is empty). */
export interface Visit {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
}

/** Just enough of a browser to walk through the issuer's pages: it keeps cookies and follows redirects within the site. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** Opens `start`, or posts `form` to it. Throws when redirects do not end. */
  async visit(start: URL, form?: URLSearchParams): Promise<Visit> {
    let url = start;
    let body = form;
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body ? { body } : {}),
      });
      this.#keep(response.headers.getSetCookie());
      const html = await response.text();
      const location = response.headers.get('location');
      if (!location) return { url, status: response.status, html };
      url = new URL(location, url);
      body = undefined;
      if (url.origin !== start.origin) return { url, status: response.status, html: '' };
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects from ${start.href}`);
  }

  #keep(setCookies: readonly string[]): void {
    for (const [pair = ''] of setCookies.map((cookie) => cookie.split(';'))) {
      const cut = pair.indexOf('=');
      const value = pair.slice(cut + 1);
      if (value) this.#cookies.set(pair.slice(0, cut), value);
      else this.#cookies.delete(pair.slice(0, cut));
    }
  }
}
