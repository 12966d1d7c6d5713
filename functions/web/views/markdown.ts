import MarkdownIt from 'markdown-it';

/**
 * Markdown as HTML that can do no harm: tags that somebody wrote are shown as text, pictures become links, and links go to
 * web pages and mail addresses alone. Headings stand below the title of the page.
 */
export function rendered(markdown: string): string {
  return md.render(markdown);
}

const md = new MarkdownIt({ html: false }).disable('image');
md.validateLink = isWhole;
// A host in other letters can look like another one.
md.normalizeLinkText = (link) => md.normalizeLink(link);
md.renderer.rules.link_open = (tokens, at, options, _env, self) => {
  tokens[at]?.attrSet('rel', 'noopener noreferrer nofollow');
  return self.renderToken(tokens, at, options);
};
md.core.ruler.push('headings', ({ tokens }) => {
  for (const token of tokens)
    if (token.type.startsWith('heading')) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
});

/**
 * Whether a link names its whole address. Browsers read `https:/x` and `https:x` as a page of ours, and a name before the
 * host looks like the host.
 */
function isWhole(link: string): boolean {
  if (/^mailto:/i.test(link)) return true;
  if (!/^https?:\/\/[^/]/i.test(link) || !URL.canParse(link)) return false;
  const { username, password } = new URL(link);
  return username === '' && password === '';
}
