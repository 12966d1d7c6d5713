import type { NoticeView } from '../../contract/notices.ts';

/** The ids of the people whom a notice names. */
export function namedIn({ data }: Pick<NoticeView, 'data'>): string[] {
  if ('recovered' in data) return [data.recovered];
  if ('pushed' in data) return [data.pushed];
  if ('readdressed' in data) return [data.readdressed, data.by];
  if ('engineerId' in data) return [data.engineerId, ...('people' in data ? data.people : [])];
  return [data.by, ...(data.about ? [data.about] : []), ...(data.kind === 'person' ? [data.of] : [])];
}
