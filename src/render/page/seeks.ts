/** Milliseconds that a frame may take to be on show once a seek has ended, before it is taken for shown. */
const LIMIT = 250;
/** The same where a frame came while the seek still ran: most likely the right one. */
const SETTLE = 50;

/** Seeks whose frame is not on show yet. */
const underWay = new Set<Promise<void>>();

/**
 * Watches the seeks of all videos. Call it before a project is loaded.
 *
 * A browser says that a seek has ended when the frame is decoded, a few milliseconds before the video shows it;
 * Motion Canvas draws the video then, and on a busy machine gets the picture before, now and then.
 */
export function watchSeeks(): void {
  const inherited = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime');
  Object.defineProperty(HTMLVideoElement.prototype, 'currentTime', {
    ...inherited,
    set(this: HTMLVideoElement, seconds: number) {
      // A seek to where it stands shows nothing new.
      if (seconds !== this.currentTime) {
        const showing = shown(this).finally(() => underWay.delete(showing));
        underWay.add(showing);
      }
      inherited?.set?.call(this, seconds);
    },
  });
}

/**
 * Waits until every video shows what it was told to.
 *
 * @returns Whether there was anything to wait for: then what was drawn before may be old.
 */
export async function seeksShown(): Promise<boolean> {
  if (underWay.size === 0) return false;
  await Promise.all(underWay);
  return true;
}

/** Resolves when a video that is about to seek shows the frame. */
function shown(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    let [ended, early] = [false, false];
    const end = () => {
      ended = true;
      video.removeEventListener('seeked', end);
      setTimeout(resolve, early ? SETTLE : LIMIT);
    };
    const onFrame = () => {
      if (ended) return resolve();
      early = true;
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
    video.addEventListener('seeked', end);
    // A seek that never ends is told by whoever waits for it: Motion Canvas.
    setTimeout(resolve, 4 * LIMIT);
  });
}
