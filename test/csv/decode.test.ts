import { describe, expect, test } from 'vitest';
import { decode } from '#shared/csv/decode.ts';

const text = 'id,name\r\na1,Renée Åkesson\r\n';
const utf16 = (order: 'le' | 'be', of = text) => {
  const bytes = Buffer.from(of, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const joined = (...parts: (Uint8Array | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('text is recognised in its encoding', () => {
  test.each([
    ['UTF-8', 'UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', 'UTF-8', joined([0xef, 0xbb, 0xbf], Buffer.from(text))],
    ['UTF-16 with a mark, low byte first', 'UTF-16', joined([0xff, 0xfe], utf16('le'))],
    ['UTF-16 with a mark, high byte first', 'UTF-16', joined([0xfe, 0xff], utf16('be'))],
    ['UTF-16 without a mark, low byte first', 'UTF-16', utf16('le')],
    ['UTF-16 without a mark, high byte first', 'UTF-16', utf16('be')],
    ['Windows-1252', 'Windows-1252', Buffer.from(text, 'latin1')],
  ])('%s', (_what, encoding, bytes) => {
    expect(decode(bytes)).toEqual({ ok: true, text, encoding });
  });

  test('the signs of Windows-1252 that Latin-1 does not have', () => {
    expect(decode(joined(Buffer.from('O'), [0x92], Buffer.from('Neill '), [0x80, 0x9e]))).toEqual({
      ok: true,
      text: 'O’Neill €ž',
      encoding: 'Windows-1252',
    });
  });

  test('text of other scripts', () => {
    const names = 'id,name\na1,東京 太郎\na2,Łukasz Żółć\na3,Юлия\na4,👩🏽‍💻\n';
    expect(decode(Buffer.from(names))).toEqual({ ok: true, text: names, encoding: 'UTF-8' });
    expect(decode(joined([0xff, 0xfe], utf16('le', names)))).toEqual({ ok: true, text: names, encoding: 'UTF-16' });
    // The sign 一 has a 0 where western letters have none, and few letters of the file are western.
    const eastern = `id,name,名一\n${'a1,東京一 太郎一,一一一\n'.repeat(50)}`;
    for (const order of ['le', 'be'] as const)
      expect(decode(utf16(order, eastern))).toEqual({ ok: true, text: eastern, encoding: 'UTF-16' });
  });

  test('an empty file', () => {
    expect(decode(new Uint8Array())).toEqual({ ok: true, text: '', encoding: 'UTF-8' });
  });
});

describe('a file that is not text is refused, with the mend', () => {
  test.each([
    ['a workbook', [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00], /save the sheet as CSV/],
    ['an old workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], /save the sheet as CSV/],
    ['a PDF', [...Buffer.from('%PDF-1.7')], /send the table as CSV/],
    ['a compressed file', [0x1f, 0x8b, 0x08, 0x00], /unpack/],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00], /not text/],
    ['text with a NUL', [...Buffer.from('id,name\na1,A\0na\n')], /not text/],
    ['UTF-16 that is cut off', [0xff, 0xfe, ...utf16('le'), 0x41], /broken character/],
    ['half of a pair in UTF-16', [0xff, 0xfe, 0x41, 0x00, 0x3d, 0xd8, 0x42, 0x00], /broken character/],
    ['a byte that Windows-1252 does not define', [...Buffer.from('Caf'), 0x8f, 0xe9], /encoding that is not known/],
  ])('%s', (_what, bytes, reason) => {
    expect(decode(Uint8Array.from(bytes))).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});
