/** Numbers that the leader sets before a command, by index into the shared settings. */
export const SETTINGS = { keep: 0, rate: 1, rootScale: 2, batch: 3, updates: 4 } as const;

/** The name of such a number. */
export type Setting = keyof typeof SETTINGS;
