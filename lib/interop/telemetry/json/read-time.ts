import type { JsonValue } from "../../json-value.ts";

/** Below it a number counts seconds (until the year 5138), from it on milliseconds (since March 1973). */
const FIRST_MILLISECONDS = 1e11;
/** From it on a number can only be micro- or nanoseconds: as milliseconds it would be the year 5138. */
const FIRST_MICROSECONDS = 1e14;
const MS_PER_DAY = 86_400_000;

/**
 * Milliseconds since 1970 of a time, or what is wrong with it as the end of "ts …". Taken: RFC 3339 with a zone (lower case,
 * a space for the T and the leap second too; digits below the millisecond are cut off), and numbers since 1970: seconds
 * below 1e11, milliseconds from there. Refused: a time without a zone, micro- and nanoseconds, dates that do not exist.
 */
export function readTime(value: JsonValue | undefined): number | string {
  if (typeof value === "string") return readRfc3339(value);
  if (typeof value === "number") return readEpoch(value);
  return value === undefined || value === null ? "is missing" : "must be a time: RFC 3339 with a zone, or a number";
}

function readEpoch(value: number): number | string {
  if (!Number.isFinite(value) || value < 0) return `must be a time after 1970, is ${value}`;
  if (value < FIRST_MILLISECONDS) return Math.round(value * 1000);
  if (value < FIRST_MICROSECONDS) return Math.floor(value);
  return "must be in seconds or milliseconds since 1970; this looks like micro- or nanoseconds";
}

function readRfc3339(text: string): number | string {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  const isShaped =
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(7) === 0x2d &&
    isSeparator(text.charCodeAt(10)) &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(16) === 0x3a;
  // Two digits that are none are NaN, and a sum with NaN is NaN.
  if (!isShaped || Number.isNaN(year + month + day + hour + minute + second))
    return "must be a time as RFC 3339 writes it";
  if (hour > 23 || minute > 59 || second > 60) return "holds a time of day that does not exist";
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return "holds a date that does not exist";
  const fraction = readFraction(text, 19);
  const offset = readZone(text, fraction.end);
  if (typeof offset === "string") return offset;
  return dayNumber(year, month, day) * MS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000 + fraction.ms - offset;
}

function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    const digit = text.charCodeAt(index) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function isSeparator(code: number): boolean {
  return code === 0x54 || code === 0x74 || code === 0x20;
}

function readFraction(text: string, at: number): { ms: number; end: number } {
  if (text.charCodeAt(at) !== 0x2e) return { ms: 0, end: at };
  let ms = 0;
  let end = at + 1;
  for (let weight = 100; ; end += 1, weight = Math.floor(weight / 10)) {
    const digit = text.charCodeAt(end) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return { ms, end };
    ms += digit * weight;
  }
}

/** The offset from UTC in milliseconds, or what is wrong. */
function readZone(text: string, at: number): number | string {
  const sign = text.charCodeAt(at);
  if ((sign === 0x5a || sign === 0x7a) && text.length === at + 1) return 0;
  if (at >= text.length) return "has no time zone: end it with Z or an offset such as +02:00";
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 4, 2);
  const isShaped = (sign === 0x2b || sign === 0x2d) && text.charCodeAt(at + 3) === 0x3a && text.length === at + 6;
  if (!isShaped || !(hours <= 23 && minutes <= 59)) return "must end with Z or an offset such as +02:00";
  return (sign === 0x2d ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March, so that a leap day is a year's last. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
