import { findBrowser } from '../../../../render/browser/find';

/** The browser that a tool is to film with: ours, as none of them could download its own everywhere. */
export interface RivalBrowser {
  readonly browser: string;
  /** What the browser needs to start at all; how it draws is the tool's own choice. */
  readonly browserFlags: readonly string[];
  /** Variables that its process needs. */
  readonly environment: Readonly<Record<string, string>>;
}

/** @throws WorkError if there is no browser. */
export async function findRivalBrowser(): Promise<RivalBrowser> {
  const { path, environment } = await findBrowser();
  // The sandbox cannot start for root, as in a container.
  const browserFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { browser: path, browserFlags, environment };
}
