// What a person has to do in the panel: clicks, pastes, fields typed in. What
// happens at Microsoft is not counted, nor what a script does to the page.
import type { Page } from '@playwright/test';
import type { House } from './house.ts';

export class Budget {
  /** What was clicked, by its words. */
  readonly clicked: string[] = [];
  pastes = 0;
  /** The fields in which something was typed. */
  readonly fields = new Set<string>();

  /** Counts from now on, on every page of the panel that is opened here. */
  static async of(page: Page, house: House): Promise<Budget> {
    const budget = new Budget();
    await page.exposeFunction('spent', (what: 'click' | 'paste' | 'type', where: string) => {
      if (what === 'click') budget.clicked.push(where);
      if (what === 'paste') budget.pastes += 1;
      if (what === 'type') budget.fields.add(where);
    });
    await page.addInitScript((panel) => {
      if (location.origin !== panel) return;
      const spend = (what: string, event: Event) => {
        // Enter in a field clicks the form's button by itself: no hand did that.
        const byHand = event.isTrusted && (what !== 'click' || (event as MouseEvent).detail > 0);
        const target = event.target as HTMLElement;
        const pressed = target.closest('a, button, label, summary') ?? target;
        const where = what === 'click' ? (pressed.textContent ?? '').trim() : target.id;
        if (byHand) (window as any).spent(what, where);
      };
      // What Playwright takes back, since the page moved before it pressed, does not
      // come as far as the document.
      document.addEventListener('click', (event) => spend('click', event), true);
      addEventListener('paste', (event) => spend('paste', event), true);
      addEventListener(
        'beforeinput',
        (event) => {
          if ((event as InputEvent).inputType === 'insertText') spend('type', event);
        },
        true,
      );
    }, house.panelUrl);
    return budget;
  }

  /** What it came to. */
  get all(): { clicked: string[]; pastes: number; fields: number } {
    return { clicked: this.clicked, pastes: this.pastes, fields: this.fields.size };
  }
}
