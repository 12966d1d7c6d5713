/**
 * Replaces the SDK's own readers of dates in our bundles. DynamoDB and Step Functions send seconds since 1970. The other
 * formats come at most in a header, and Node reads them.
 */

export const dateToUtcString = (date: Date): string => date.toUTCString();

function reader(instant: (value: string | number) => number) {
  return (value: string | number | null | undefined): Date | undefined => {
    if (value === null || value === undefined) return;
    const date = new Date(instant(value));
    if (Number.isNaN(date.getTime())) throw new TypeError(`Not a date: ${value}`);
    return date;
  };
}

export const parseEpochTimestamp = reader((seconds) => Math.round(Number(seconds) * 1000));
const parsed = (value: string | number) => Date.parse(String(value));
export const parseRfc3339DateTime = reader(parsed);
export const parseRfc3339DateTimeWithOffset = reader(parsed);
export const parseRfc7231DateTime = reader(parsed);
