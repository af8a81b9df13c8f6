/** Whole numbers from 0 to below `below`, the same in every run (Park and Miller 1988). */
export function wholeNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
