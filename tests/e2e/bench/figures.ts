// Measuring in a page, and writing it down.
import type { BrowserContext, CDPSession, Page } from '@playwright/test';

/** A slow connection and a slow machine, as a phone has them. */
export async function slow(page: Page, network = true): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  if (network) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: (1.6 * 1024 * 1024) / 8,
      uploadThroughput: (750 * 1024) / 8,
    });
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return session;
}

/**
 * When something is painted for the first time, in milliseconds since the page was
 * asked for: `what` is looked for in every frame, and the frame after it has it.
 */
export async function painted(page: Page, name: string, what: string): Promise<void> {
  await page.addInitScript(
    ([name, what]) => {
      const found = new Function(`return ${what}`) as () => boolean;
      const look = () => {
        if (!found()) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => ((window as any)[`__${name}`] = performance.now())));
      };
      requestAnimationFrame(look);
    },
    [name, what] as const,
  );
}

/** What `painted` found; waits for it. */
export async function at(page: Page, name: string): Promise<number> {
  return found(page, `window.__${name}`);
}

/** The first paint of anything a person can read. */
export async function firstPaint(page: Page): Promise<number> {
  return found(page, `performance.getEntriesByName('first-contentful-paint')[0]?.startTime`);
}

/** Looks how long the page is deaf: what each of its tasks takes above 50 ms. */
export async function blocked(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: PerformanceEntry[] = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
    (window as any).__blocked = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const after = tasks.filter((task) => paint && task.startTime + task.duration > paint.startTime);
      return after.reduce((sum, task) => sum + task.duration - 50, 0);
    };
  });
}

/** What `blocked` saw between the first paint and now. */
export async function blockedFor(page: Page): Promise<number> {
  return found(page, 'window.__blocked()');
}

/**
 * What a page knows some time. Asked by the bare protocol: Playwright's own waiting
 * puts 330 KB of script into the page first, which costs a slowed one a quarter of
 * a second before its first paint.
 */
async function found(page: Page, expression: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
    if (typeof result.value === 'number') return result.value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${expression} was never there.`);
}

/** Bytes that crossed the wire while `act` was done, by kind. */
export async function bytes(page: Page, act: () => Promise<void>): Promise<{ files: number; data: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const of = new Map<string, string>();
  const sum = { files: 0, data: 0 };
  session.on('Network.requestWillBeSent', ({ requestId, request }) => of.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sum[of.get(requestId)?.includes('/api/') ? 'data' : 'files'] += encodedDataLength;
  });
  await act();
  await session.detach();
  return sum;
}

/** The middle one. */
export function middle(values: number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Several runs, each in a browser profile of its own. */
export async function runs<T>(
  number: number,
  open: () => Promise<BrowserContext>,
  run: (page: Page) => Promise<T>,
): Promise<T[]> {
  const all: T[] = [];
  for (let left = number; left > 0; left -= 1) {
    const context = await open();
    all.push(await run(await context.newPage()));
    await context.close();
  }
  return all;
}

const lines: string[] = [];

/** One line of the report. */
export function note(what: string, measured: string, wanted = ''): void {
  const line = `${what.padEnd(58)} ${measured.padStart(18)}  ${wanted}`;
  lines.push(line);
  console.log(`  ${line}`);
}

export const report = (): string => `${lines.join('\n')}\n`;

export const ms = (value: number): string => `${Math.round(value)} ms`;
