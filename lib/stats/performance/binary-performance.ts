/** How many of one bin's predictions were (or are expected to be) of the negative and the positive class. */
export interface OutcomeBin {
  readonly negative: number;
  readonly positive: number;
}

/** Each 0 to 1; null where the question has no answer, as precision without a positive prediction. */
export interface BinaryPerformance {
  readonly accuracy: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly specificity: number | null;
  readonly f1: number | null;
  /** Area under the ROC curve; ties within a bin count half. */
  readonly auc: number | null;
}

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** How well a binary classifier did, from its outcomes in bins of ascending confidence; bins from `threshold` on are predicted positive. */
export function binaryPerformance(bins: readonly OutcomeBin[], threshold: number): BinaryPerformance {
  let [tp, fp, tn, fn, ordered] = [0, 0, 0, 0, 0];
  bins.forEach(({ negative, positive }, index) => {
    ordered += positive * (tn + fp + negative / 2);
    if (index >= threshold) {
      tp += positive;
      fp += negative;
    } else {
      fn += positive;
      tn += negative;
    }
  });
  return {
    accuracy: share(tp + tn, tp + tn + fp + fn),
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    specificity: share(tn, tn + fp),
    f1: share(2 * tp, 2 * tp + fp + fn),
    auc: share(ordered, (tp + fn) * (tn + fp)),
  };
}
