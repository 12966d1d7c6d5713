export const code = (text: string) => `\`${text}\``;

export const list = (words: readonly string[]) => words.join(', ');

/** A table in Markdown. */
export const table = (heads: string[], rows: string[][]) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
