/** One goal of docs and README: a ratio within this run, and whether it is reached; null for not measured. */
export type Figure = { goal: string; what: string; measured: string; wanted: string; holds: boolean | null };

export const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
export const times = (ratio: number) => `${ratio.toFixed(2)} times`;
export const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
export const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} KB`;
export const perSecond = (rate: number) => `${rate.toFixed(rate < 100 ? 1 : 0)}/s`;
