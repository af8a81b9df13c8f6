import fc from "fast-check";
import { expect } from "vitest";

/** A mergeable state as the tests see it. */
export interface Foldable<S, T> {
  readonly empty: () => S;
  readonly add: (state: S, item: T) => void;
  readonly merge: (into: S, from: S) => unknown;
  readonly encode: (state: S) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => S | undefined;
}

/**
 * The law of mergeable states: any split into parts, folded apart in any order, merged in any order and sent through
 * bytes on the way, gives byte for byte what folding everything at once gives; and broken bytes give undefined.
 */
export function expectFoldLaw<S, T>(state: Foldable<S, T>, items: fc.Arbitrary<T>, maxLength = 60): void {
  const fold = (list: readonly T[]): S => {
    const folded = state.empty();
    for (const item of list) state.add(folded, item);
    return folded;
  };
  const placed = fc.array(fc.tuple(items, fc.nat(3), fc.nat()), { maxLength });
  fc.assert(
    fc.property(placed, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (list, order) => {
      const whole = state.encode(fold(list.map(([item]) => item)));
      const merged = state.empty();
      for (const part of order) {
        const own = list.filter(([, to]) => to === part).sort(([, , left], [, , right]) => left - right);
        const bytes = state.encode(fold(own.map(([item]) => item)));
        const read = state.decode(bytes);
        expect(read).toBeDefined();
        expect(state.encode(read!)).toEqual(bytes);
        state.merge(merged, read!);
      }
      expect(state.encode(merged)).toEqual(whole);
      expect(state.decode(whole.slice(0, -1))).toBeUndefined();
      expect(state.decode(Uint8Array.from([...whole, 7]))).toBeUndefined();
      expect(state.decode(Uint8Array.from([99, ...whole.slice(1)]))).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const read = state.decode(Uint8Array.of(1, ...bytes));
      if (read !== undefined) expect(state.encode(read)).toEqual(Uint8Array.of(1, ...bytes));
    }),
  );
}
