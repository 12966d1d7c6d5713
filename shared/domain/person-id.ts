/** Letters that Unicode does not split into a Latin letter and a mark. */
const latin: Record<string, string> = { æ: 'ae', đ: 'd', ð: 'd', ı: 'i', ł: 'l', ø: 'o', œ: 'oe', ß: 'ss', þ: 'th' };

/**
 * What the id of somebody new begins with: their name; where that has too few Latin letters and digits, the part of their mail
 * address before the `@`; else `person`. At most 45 characters, so that a number or a few drawn letters fit behind it.
 */
export function newIdBase(name: string, mail: string): string {
  const could = [name, mail.split('@')[0] ?? ''].map((one) => idOf(one).slice(0, 45).replace(/-$/, ''));
  return could.find((one) => one.length > 1) ?? 'person';
}

/** A name as an id: Søren Åkesson is `soren-akesson`. */
function idOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[æđðıłøœßþ]/g, (letter) => latin[letter] ?? letter)
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
