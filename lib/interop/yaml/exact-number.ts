/**
 * The number a plain scalar stands for, or undefined when a JSON number would not say the same: other bases (0x1F),
 * leading zeros (007), more digits than a double holds, infinities. Such scalars are kept as text.
 */
export function exactNumber(text: string, value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (/^[-+]?0\d/.test(text)) return undefined;
  const stated = canonicalDecimal(text);
  if (stated === undefined || stated !== canonicalDecimal(String(value))) return undefined;
  return value === 0 ? 0 : value;
}

/** Sign, significant digits and exponent, so that 0.90, 9e-1 and .9 agree; undefined for anything but a decimal number. */
function canonicalDecimal(text: string): string | undefined {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,6}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = trimEndZeros(digits);
  if (significant === "") return "0";
  const scale = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === "-" ? "-" : ""}${significant}e${scale}`;
}

function trimEndZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
