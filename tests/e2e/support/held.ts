// What a tab takes of the machine.
import type { CDPSession, Page } from '@playwright/test';

/** What a tab holds when nothing is left to collect; the session has `Performance` enabled. */
export async function held(page: Page, session: CDPSession) {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  const wasm = await page.evaluate(() => (window as any).wasmBindings.initSync().memory.buffer.byteLength);
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners'), wasm };
}
