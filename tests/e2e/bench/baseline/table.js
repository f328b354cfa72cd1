// The overview, written by hand in JavaScript, as little as it takes: what
// the panel is compared with. It asks the same backend the same questions, draws
// the same rows, keeps as many around the screen, and waits as long before it
// filters.
const ROW = 54;
const AROUND = 4;
const FIRST = 100;
const MOST = 500;
const AHEAD = 200;
const PAUSE = 250;

const ask = async (path) => (await fetch(`/api/v1${path}`)).json();
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

let rows = [];
let all = 0;
let next;
let text = '';
let question = 0;
let fetching = false;
const drawn = new Map();
const body = make('tbody');
const [above, below] = [make('tr'), make('tr')];

async function start() {
  await ask('/welcome');
  const field = make('input', { id: 'filter', type: 'search' });
  let timer;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      text = field.value.trim();
      load();
    }, PAUSE);
  });
  const heads = { x: [''], m: ['Mailbox'], s: ['Status'], c: ['Lezen', 'Verplaatsen', 'Verzenden'], wide: ['Account'], spk: ['14 dagen'], when: ['Laatst getest'], act: [''] };
  const columns = Object.entries(heads).flatMap(([name, words]) => words.map((word) => make('th', { scope: 'col', class: name }, word)));
  const head = make('tr', {}, ...columns);
  const table = make('table', { class: 'list long' }, make('thead', {}, head), body);
  document.getElementById('boot').remove();
  document.body.append(make('div', { class: 'app' },
    make('main', { class: 'main' }, make('h1', {}, 'Mailboxen'), field, make('div', { class: 'tw' }, table))));
  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  });
  await load();
}

async function page(limit, after) {
  const query = new URLSearchParams({ limit });
  if (text) query.set('q', text);
  if (after) query.set('after', after);
  return ask(`/mailboxes?${query}`);
}

async function load() {
  question += 1;
  const mine = question;
  const answer = await page(FIRST);
  if (mine !== question) return;
  ({ items: rows, next } = answer);
  all = Object.values(answer.counts).reduce((sum, count) => sum + count, 0);
  fetching = false;
  for (const [, row] of drawn) row.remove();
  drawn.clear();
  draw();
}

async function more(looked) {
  if (fetching || !next || rows.length >= looked + AHEAD) return;
  fetching = true;
  const mine = question;
  const answer = await page(MOST, next);
  if (mine !== question) return;
  rows = rows.concat(answer.items);
  next = answer.next;
  fetching = false;
  draw();
}

function draw() {
  const top = -body.getBoundingClientRect().top;
  const first = Math.max(0, Math.floor(top / ROW) - AROUND);
  const last = Math.min(all, Math.ceil((top + innerHeight) / ROW) + AROUND);
  for (const [at, row] of drawn) {
    if (at < first || at >= last || (row.dataset.blank && rows[at])) {
      row.remove();
      drawn.delete(at);
    }
  }
  above.style.height = `${first * ROW}px`;
  below.style.height = `${(all - last) * ROW}px`;
  if (!above.isConnected) body.append(above, below);
  let behind = above;
  for (let at = first; at < last; at += 1) {
    let row = drawn.get(at);
    if (!row) {
      row = draws(at);
      drawn.set(at, row);
      behind.after(row);
    }
    behind = row;
  }
  more(last);
}

const SVG = 'http://www.w3.org/2000/svg';
const shapes = new Map();

/** A shape of the page's own, copied. */
function icon(name, look = 'ic') {
  const key = `${name} ${look}`;
  if (!shapes.has(key)) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', look);
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.innerHTML = document.getElementById(`i-${name}`).innerHTML;
    shapes.set(key, svg);
  }
  return shapes.get(key).cloneNode(true);
}

/** How the last days went: up, down, or a dot. */
function spark(days) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 82 19');
  svg.setAttribute('aria-hidden', 'true');
  for (const [letter, look, way] of [['-', 'idle', ' 9.5h.01'], ['g', 'ok', ' 9V2'], ['b', 'bad', ' 10v7']]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', look);
    path.setAttribute('d', [...days].map((day, at) => (day === letter ? `M${at * 6 + 2}${way}` : '')).join(''));
    svg.append(path);
  }
  const [good, bad] = ['g', 'b'].map((letter) => days.split(letter).length - 1);
  return make('span', { class: 'spark', role: 'img', 'aria-label': `${good} goed, ${bad} met een fout` }, svg);
}

const LOOKS = { green: ['ok', 'check'], red: ['bad', 'cross'], unknown: ['warn', 'dash'], none: ['none', 'dash'] };

function draws(at) {
  const mailbox = rows[at];
  const row = make('tr', { 'aria-rowindex': at + 2, 'data-at': at, style: `height: ${ROW}px` });
  if (!mailbox) {
    row.dataset.blank = '1';
    row.append(make('td', { colspan: 10 }));
    return row;
  }
  const { name, address, verdict } = mailbox;
  row.dataset.verdict = verdict.state;
  const light = (ability) => {
    const state = mailbox.lights.find((light) => light.ability === ability)?.state ?? 'none';
    const [tone, glyph] = LOOKS[state];
    const mark = make('span', { class: `pm ${tone}`, role: 'img', 'aria-label': `${ability}: ${state}` }, icon(glyph, 'ic s'));
    return make('td', { class: 'c p' }, mark);
  };
  const tested = Math.max(0, ...mailbox.lights.map((light) => Date.parse(light.at)));
  const why = verdict.cause ?? '';
  const check = make('button', { class: 'btn ghost icon sm', type: 'button', 'aria-label': `Controleer ${name}`, title: `Controleer ${name}` }, icon('pulse'));
  check.addEventListener('click', () => fetch(`/api/v1/mailboxes/${address}/proofs`, { method: 'POST' }));
  const test = make('a', { class: 'btn ghost icon sm', href: `/mailboxes/${address}?testmail=1`, 'aria-label': `Testmail naar ${name}`, title: `Testmail naar ${name}` }, icon('send'));
  row.append(
    make('td', { class: 'x' }, make('input', { type: 'checkbox', 'aria-label': `Selecteer ${name}` })),
    make('td', { class: 'm' },
      make('a', { class: 'mb', href: `/mailboxes/${address}` },
        make('span', { class: 't' }, icon('mail')),
        make('span', {}, make('b', {}, name), ' ', make('span', {}, address)))),
    make('td', { class: 's' },
      make('div', { class: 'st' },
        make('span', { class: `pill ${verdict.state}` }, icon(verdict.state), verdict.state),
        make('span', { class: 'why', title: why }, why))),
    light('read'), light('move'), light('send'),
    make('td', { class: 'acc wide' }, mailbox.account_name),
    make('td', { class: 'spk' }, spark(mailbox.days)),
    make('td', { class: 'when' },
      tested ? make('time', { datetime: new Date(tested).toISOString() }, new Date(tested).toLocaleString('nl-NL')) : '–'),
    make('td', { class: 'act' }, make('div', { class: 'rowact' }, check, mailbox.purposes.includes('send') ? test : '')),
  );
  return row;
}

start();
