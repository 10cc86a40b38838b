export interface Scale {
  top: number;
  ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** From zero to a round number that is not below the largest value, in three or four steps. */
export function scaleOf(largest: number, most?: number): Scale {
  if (most !== undefined) return { top: most, ticks: [0, most / 2, most] };
  if (largest <= 0) return { top: 1, ticks: [0, 1] };
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.map((one) => one * power).find((one) => one * 4 >= largest) ?? largest;
  const count = Math.ceil(largest / step - 1e-9);
  return { top: step * count, ticks: Array.from({ length: count + 1 }, (_, index) => step * index) };
}
