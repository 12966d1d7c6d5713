import MarkdownIt from 'markdown-it';

/**
 * Markdown as HTML that can do no harm: tags that somebody wrote are shown as text, pictures become links, and links go to
 * web pages and mail addresses alone. Headings stand below the title of the page.
 */
export function rendered(markdown: string): string {
  return md.render(markdown);
}

const md = new MarkdownIt({ html: false }).disable('image');
md.validateLink = (url) => /^(https?:|mailto:)/i.test(url);
md.renderer.rules.link_open = (tokens, at, options, _env, self) => {
  tokens[at]?.attrSet('rel', 'noopener noreferrer nofollow');
  return self.renderToken(tokens, at, options);
};
md.core.ruler.push('headings', ({ tokens }) => {
  for (const token of tokens)
    if (token.type.startsWith('heading')) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
});
