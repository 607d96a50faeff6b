import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { WorkError } from '../../src/errors';
import { type PageMessage, pack } from '../../src/render/page/protocol';
import { PageLink } from '../../src/render/page-link';

/** A page that only says what the test lets it say. */
class Page extends EventEmitter {
  send(): void {}
  say(message: PageMessage): void {
    this.emit('message', Buffer.from(pack(message)));
  }
}

describe('a page that draws', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const link = (page: Page) => {
    const nobody = () => new Promise<WebSocket>(() => undefined);
    // What a link uses of a socket, a page of the test has.
    return new PageLink(page as unknown as WebSocket, nobody, ({ message }) => new Error(message), 10_000);
  };

  it('and says nothing for too long is caught in a loop: the request fails, and names the scene', async () => {
    const page = new Page();
    const asked = link(page).ask({ kind: 'describe', patience: 180 });
    const failure = expect(asked).rejects.toThrow(/scene "spiral", frame 7.*10 s.*without a yield/);
    page.say({ kind: 'alive', scene: 'spiral', frame: 7 });
    vi.advanceTimersByTime(12_000);
    await failure;
    await expect(asked).rejects.toThrow(WorkError);
  });

  it('and says now and then that it lives may take as long as it needs', async () => {
    const page = new Page();
    const asked = link(page).ask({ kind: 'describe', patience: 180 });
    for (let second = 0; second < 60; second++) {
      page.say({ kind: 'alive' });
      vi.advanceTimersByTime(1000);
    }
    page.say({ kind: 'answer', id: 1, value: 'done' });
    expect(await asked).toBe('done');
  });

  it('may be quiet while nothing is asked of it', async () => {
    const page = new Page();
    const own = link(page);
    vi.advanceTimersByTime(60_000);
    expect(own.gone).toBe(false);
  });
});
