import { expect, test } from 'vitest';
import { Attached } from '#functions/web/views/attached.tsx';
import { rendered } from '#functions/web/views/markdown.ts';
import { stylesheet } from '#functions/web/views/styles.ts';

test('Markdown is shown as what it says, below the title of the page', () => {
  expect(rendered('# Why\n\n- *one*\n- `two`')).toBe(
    '<h2>Why</h2>\n<ul>\n<li><em>one</em></li>\n<li><code>two</code></li>\n</ul>\n',
  );
  expect(rendered('###### Deep')).toBe('<h6>Deep</h6>\n');
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![pixel](https://tracker.example/p.png)',
  '[a](javascript:alert(1))',
  '[a](data:text/html,<script>1</script>)',
  '[a](vbscript:1)',
  '[a](/sign-out)',
  '[a](&#106;avascript:alert(1))',
  '<javascript:alert(1)>',
  '[a]: javascript:1\n\n[a]',
  '[a](https://example.com "x" onclick="alert(1)")',
  '```"><script>\n</script>\n```',
])('no text can do harm: %s', (markdown) => {
  const html = rendered(markdown);
  const tags = html.match(/<[^>]*>/g) ?? [];
  for (const tag of tags)
    expect(tag).toMatch(
      /^<\/?(p|a|pre|code)>$|^<a href="https:[^"<>]*"( title="[^"<>]*")? rel="noopener noreferrer nofollow">$|^<code class="[^"<>]*">$/,
    );
});

test.each([
  'https:/cases/new',
  'https:cases/new',
  'HTTP:/cases/new',
  'https:\\\\cases/new',
  'https:///cases/new',
  'https://',
  'https://rungs.example@evil.example',
  'https://rungs.example:443@evil.example/',
  'https://exa mple.com',
])('a link that a browser reads differently than people do is shown as text: %s', (link) => {
  for (const markdown of [`[here](${link})`, `[here](<${link}>)`, `<${link}>`, `[here]\n\n[here]: ${link}`])
    expect(rendered(markdown)).not.toContain('<a ');
});

test.each(['https://example.com', 'http://wiki.intranet/a?b=c#d', 'HTTPS://example.com/a@b', 'mailto:a@example.com'])(
  'a whole address is a link: %s',
  (link) => {
    expect(rendered(`[here](${link})`)).toContain(`<a href="${link}" `);
  },
);

test('nesting is bounded, so that no text is costly to show', () => {
  expect(rendered('>'.repeat(65_536)).length).toBeLessThan(600_000);
  expect(rendered('- '.repeat(32_768)).length).toBeLessThan(600_000);
});

test('a plain text keeps its lines and blanks, and no long line makes the page wider than the screen', () => {
  const content = 'before\n  after\n';
  expect(String(Attached({ text: { format: 'plain', content } }))).toBe(`<p class="plain-text">${content}</p>`);
  expect(stylesheet).toContain('.plain-text, article pre { white-space: pre-wrap; overflow-wrap: anywhere; }');
});
