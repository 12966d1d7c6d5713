import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';
import type { Clock, Ids, Random } from '#shared/contract/outside.ts';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids and random bytes that follow from who acts and how many acts of theirs came before. So an act of one person
 * changes nothing in the ids that another person gets. Acts that only one of two worlds has are counted apart, and not by
 * person: who acted may be the only difference.
 */
export class Source {
  private readonly acts: Map<string, number>;
  private readonly clock: Clock;
  /** The acts from now on are in one of two worlds only. */
  unseen = false;
  private act = 'nobody';
  private given = 0;

  constructor(clock: Clock, before?: Source) {
    this.clock = clock;
    this.acts = new Map(before?.acts);
  }

  /** The next act of a person begins. `person` can also be a part of the system. */
  begin(person: string): void {
    const who = this.unseen ? 'somebody, unseen' : person;
    const count = (this.acts.get(who) ?? 0) + 1;
    this.acts.set(who, count);
    this.act = `${who}:${count}`;
    this.given = 0;
  }

  readonly ids: Ids = {
    next: (prefix) => {
      const own = [...this.digest('id').subarray(0, 12)].map((byte) => digits[byte % 32]).join('');
      const count = String(++this.given).padStart(4, '0');
      return `${prefix}_${encodeTime(this.clock.now().getTime(), 10)}${own}${count}`;
    },
  };

  readonly random: Random = {
    bytes: (bytes) => this.digest(`bytes:${++this.given}`).subarray(0, bytes),
  };

  private digest(use: string): Buffer {
    return createHash('sha512').update(`${this.act}:${use}`).digest();
  }
}
