/** A minimal browser for a sign-in: it keeps cookies with their paths, and can follow redirects one by one. */
export interface PlainBrowser {
  /** Fetches one page; redirects are not followed. */
  get(url: string): Promise<Response>;
  /** Sends a form; redirects are not followed. */
  post(url: string, form: Record<string, string>): Promise<Response>;
  /**
   * Gets `url` and follows redirects while their addresses begin with `below`. Gives the last answer and its address.
   */
  follow(url: string, below: string): Promise<{ response: Response; url: string }>;
  /** The names of the cookies that it would send to `url`. */
  cookiesFor(url: string): string[];
}

interface Cookie {
  name: string;
  value: string;
  path: string;
}

export function plainBrowser(): PlainBrowser {
  let jar: Cookie[] = [];
  const sentTo = (url: string) => jar.filter((cookie) => new URL(url).pathname.startsWith(cookie.path));

  async function send(url: string, init: RequestInit): Promise<Response> {
    const cookie = sentTo(url)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const headers = { accept: 'text/html', ...init.headers, ...(cookie ? { cookie } : {}) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const at = pair.indexOf('=');
    const attribute = (name: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), path: attribute('path') ?? '/' };
    const expires = attribute('expires');
    jar = jar.filter((other) => other.name !== cookie.name || other.path !== cookie.path);
    if (!expires || new Date(expires).getTime() > Date.now()) jar.push(cookie);
  }

  const get = (url: string) => send(url, {});
  return {
    get,
    post: (url, form) => send(url, { method: 'POST', body: new URLSearchParams(form) }),
    async follow(from, below) {
      let url = from;
      for (;;) {
        const response = await get(url);
        const location = response.headers.get('location');
        if (!location) return { response, url };
        url = new URL(location, url).href;
        if (!url.startsWith(below)) return { response, url };
      }
    },
    cookiesFor: (url) => sentTo(url).map((cookie) => cookie.name),
  };
}
