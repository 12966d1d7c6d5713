import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cursorOf } from '#shared/cases/cursor.ts';
import { Cursor } from '#shared/contract/cursor.ts';
import { sortedName, wordsOf, wordsSought } from '#shared/domain/directory/name-words.ts';

const isFoundBy = (name: string, typed: string, id = 'x1') => {
  const own = wordsOf({ name, id });
  const sought = wordsSought(typed);
  return sought.length > 0 && sought.every((word) => own.some((one) => one.startsWith(word)));
};

describe('a name is found by the beginning of any of its words', () => {
  test.each([
    ['Zoë Krüger', 'zoe'],
    ['Zoë Krüger', 'KRÜG'],
    ['Zoë Krüger', 'krug zo'],
    ['Jürgen Strauß', 'strauss'],
    ['Jürgen Strauß', 'STRAUSS'],
    ['Jürgen STRAUẞ', 'strauß'],
    // The Turkish letters: dotless ı and dotted İ are i to whoever has no such key.
    ['Işık Yıldız', 'isik yildiz'],
    ['İbrahim ŞİMŞEK', 'ibrahim simsek'],
    ['Ibrahim', 'ıbra'],
    ['Nguyễn Thị Đào', 'nguyen dao'],
    ['NGUYỄN THỊ ĐÀO', 'đào'],
    ['Søren Kjærgaard', 'soren kjaer'],
    ['Łukasz Żółć', 'lukasz zolc'],
    ['Юрий Ёлкин', 'юрии елкин'],
    ['Юрий Ёлкин', 'ЁЛ'],
    ['Νικόλαος Παπαδόπουλος', 'παπαδοπουλοσ'],
    ['王小明', '王'],
    ['王小明', '小明'],
    ['山田 太郎', '太'],
    ['김철수', '철수'],
    ['أحمد', 'احمد'],
    ['राम', 'रा'],
    ['Anna-Lena Meier', 'lena'],
    ['Anna-Lena Meier', 'anna-l'],
    ['Sinéad O’Brien', "o'brien"],
    ['Sinéad O’Brien', 'obrien'],
    ['Sinéad O’Brien', 'brien'],
    ["Gabriele D'Annunzio", 'd’ann'],
    ['Ada  Byron', 'ada byron'],
    ['Ada\u00a0Byron', ' byron  ada '],
    ['Ada By\u00adron', 'byron'],
    ['Ａｄａ Byron', 'ada'],
    ['e\u0301lise', 'élise'],
  ])('%s by %s', (name, typed) => {
    expect(isFoundBy(name, typed)).toBe(true);
  });

  test.each([
    ['Ada Byron', 'yron'],
    ['Ada Byron', 'ada clara'],
    ['राम', 'रम'],
    ['王小明', '明小'],
    ['Ada Byron', '!?'],
  ])('%s not by %s', (name, typed) => {
    expect(isFoundBy(name, typed)).toBe(false);
  });

  test('and by the words of the id, so that whoever knows it tells namesakes apart', () => {
    expect(isFoundBy('王小明', 'wang', 'wang-xiaoming-17')).toBe(true);
    expect(isFoundBy('Anna Nguyen', 'nguyen 17', 'anna-nguyen-17')).toBe(true);
    expect(isFoundBy('Anna Nguyen', 'nguyen 17', 'anna-nguyen-4')).toBe(false);
  });
});

test('a person stands once for each word, and not for a word that begins another', () => {
  expect(wordsOf({ name: 'Ann Anna ANNA Annabel', id: 'ann-anna' })).toEqual(['annabel']);
  expect(wordsOf({ name: 'Sinéad O’Brien', id: 'sinead-obrien' })).toEqual(['sinead', 'obrien', 'brien']);
});

test('the longest name gives words that fit a transaction, and places that fit a cursor', () => {
  const many = Array.from({ length: 60 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(' ');
  expect(wordsOf({ name: many, id: 'many' }).length).toBeLessThanOrEqual(16);
  for (const name of ['名'.repeat(120), '𠮷'.repeat(60), 'ﷺ'.repeat(120), 'w'.repeat(120)]) {
    for (const word of wordsOf({ name, id: 'x1' }))
      expect(Cursor.safeParse(cursorOf({ at: `${word}#${sortedName(name)}#${'i'.repeat(63)}` })).success).toBe(true);
    expect(wordsOf({ name, id: 'x1' }).length).toBeLessThanOrEqual(16);
  }
});

test('whatever a name is, it is found by the beginning of each of its words, in any case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (name) => {
      const sought = wordsSought(name);
      if (sought.length > 8) return;
      for (const word of sought) expect(isFoundBy(name, word.slice(0, 3))).toBe(true);
      expect(sought.length === 0 || isFoundBy(name, name)).toBe(true);
      // What was folded once does not change, so a key that was made of it can be made again.
      for (const word of sought) expect(wordsSought(word)).toEqual([word]);
    }),
  );
});
