/** The links that people hand in as evidence. */

/**
 * Whether a link may be stored and shown: no link, https, or plain http to a configured intranet host. Other schemes,
 * credentials in the link and control characters are refused, because a browser would read such a link differently.
 */
export function isAllowedLink(link: string | null, intranetHosts: readonly string[]): boolean {
  if (link === null) return true;
  // Browsers leave control characters out of a scheme, so they would run `java\nscript:`.
  if (/[\p{Cc} \\]/u.test(link) || !URL.canParse(link)) return false;
  const url = new URL(link);
  if (url.username || url.password || isOwnMachine(url.hostname)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && intranetHosts.includes(url.hostname));
}

/** A host that is another machine for everybody who opens it, so nobody else sees what the engineer sees. */
const isOwnMachine = (host: string) => /^(|(.*\.)?localhost\.?|127\..*|0\.0\.0\.0|\[::1?\])$/.test(host);

/**
 * A link in the form in which a browser understands it: `https:/x` becomes `https://x/`, and a host in other letters is
 * written in ASCII (punycode), so that it cannot look like another host. Text that is no link stays as it is.
 */
export function plainLink(link: string | null): string | null {
  return link !== null && URL.canParse(link) ? new URL(link).href : link;
}

/**
 * Whether two links open the same thing. It makes no difference where inside a page they lead, nor a slash or an empty
 * query at the end, nor a letter that is written as a percent code.
 */
export function isSameLink(one: string, other: string): boolean {
  return pageOf(one) === pageOf(other);
}

function pageOf(link: string): string {
  if (!URL.canParse(link)) return link;
  const url = new URL(link);
  url.hash = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  url.pathname = plainCodes(url.pathname).replace(/\/+$/, '');
  url.search = plainCodes(url.search);
  return url.href;
}

/** RFC 3986, section 6.2.2: a percent code of an unreserved character means the character, and its case is no matter. */
function plainCodes(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}
