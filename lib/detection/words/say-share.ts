/** A share of 0 to 1 as percent: `3%`, `0.4%`, `12.5%`. */
export function sayShare(share: number): string {
  const percent = share * 100;
  if (percent !== 0 && Math.abs(percent) < 0.1) return percent > 0 ? "under 0.1%" : "over -0.1%";
  return `${String(Number(percent.toFixed(1)))}%`;
}
