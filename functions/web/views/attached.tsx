import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { AttachedText } from '#shared/contract/attached.ts';
import { rendered } from './markdown.ts';

/** A text that somebody attached: Markdown is rendered and harmless. */
export const Attached: FC<{ text: AttachedText }> = ({ text: { format, content } }) =>
  format === 'plain' ? <p class="plain-text">{content}</p> : <article>{raw(rendered(content))}</article>;
