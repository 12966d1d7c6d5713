import { CalendarInput, OdcName } from '#shared/contract/calendar.ts';
import { CycleInput } from '#shared/contract/cycles.ts';
import { NamedId } from '#shared/contract/ladder-fields.ts';
import * as z from '#shared/contract/zod.ts';
import { isTimeZone } from '#shared/domain/calendar/zone.ts';
import { isSamePlace } from '#shared/domain/places.ts';

const Odc = z.strictObject({
  name: OdcName,
  timeZone: z
    .string('give the name of a time zone, such as Asia/Ho_Chi_Minh')
    .check(z.refine(isTimeZone, 'give the name of a time zone, such as Asia/Ho_Chi_Minh')),
  weekend: z._default(CalendarInput.shape.weekend, [6, 7]),
  holidays: z._default(CalendarInput.shape.holidays, []),
});

/** A list of places, none of which is another one in other letters. */
const different = <T>(nameOf: (one: T) => string) =>
  z.check<T[]>(({ value, issues }) => {
    for (const [at, one] of value.entries())
      if (value.slice(0, at).some((other) => isSamePlace(nameOf(other), nameOf(one))))
        issues.push({ code: 'custom', message: `${nameOf(one)} is here twice`, input: one, path: [at] });
  });

/** The file of an organisation. Its people are in a file of their own, because spreadsheets write that one. */
export const OrganisationFile = z.strictObject({
  people: z.string('name the file of the people, such as people.csv').check(z.minLength(1)),
  odcs: z.array(Odc, 'list the ODCs').check(
    z.minLength(1, 'there is at least one ODC'),
    different((odc) => odc.name),
  ),
  teams: z._default(z.array(OdcName).check(different((name) => name)), []),
  cycles: z._default(
    z.array(z.extend(CycleInput, { id: NamedId, windows: z._default(CycleInput.shape.windows, {}) })).check(
      z.check<{ id: string }[]>(({ value, issues }) => {
        for (const [at, { id }] of value.entries())
          if (value.findIndex((one) => one.id === id) < at)
            issues.push({ code: 'custom', message: `${id} is here twice`, input: id, path: [at, 'id'] });
      }),
    ),
    [],
  ),
});
export type OrganisationFile = z.infer<typeof OrganisationFile>;
