// The overview, written by hand in JavaScript, as little as it takes: what
// the panel is compared with. It asks the same backend the same questions, keeps
// the same rows around the screen, and waits as long before it filters.
const ROW = 54;
const AROUND = 12;
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
  const heads = ['', 'Mailbox', 'Status', 'Lezen', 'Verplaatsen', 'Verzenden', 'Account', 'Laatst getest', ''];
  const head = make('tr', {}, ...heads.map((name) => make('th', { scope: 'col' }, name)));
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

function draws(at) {
  const mailbox = rows[at];
  const row = make('tr', { 'aria-rowindex': at + 2, 'data-at': at, style: `height: ${ROW}px` });
  if (!mailbox) {
    row.dataset.blank = '1';
    row.append(make('td', { colspan: 9 }));
    return row;
  }
  row.dataset.verdict = mailbox.verdict.state;
  const light = (ability) => {
    const found = mailbox.lights.find((light) => light.ability === ability);
    return make('td', { class: 'c' }, make('span', { class: `lt ${found?.state ?? 'none'}` }, found?.state ?? ''));
  };
  const tested = Math.max(0, ...mailbox.lights.map((light) => Date.parse(light.at)));
  row.append(
    make('td', { class: 'x' }, make('input', { type: 'checkbox', 'aria-label': mailbox.name })),
    make('td', { class: 'm' },
      make('a', { class: 'mb', href: `/mailboxes/${mailbox.address}` }, mailbox.name, make('small', {}, mailbox.address))),
    make('td', { class: 's' }, make('span', { class: `pill ${mailbox.verdict.state}` }, mailbox.verdict.cause ?? mailbox.verdict.state)),
    light('read'), light('move'), light('send'),
    make('td', { class: 'acc wide' }, mailbox.account_name),
    make('td', { class: 'when' }, tested ? new Date(tested).toLocaleString('nl-NL') : ''),
    make('td', { class: 'act' }, make('button', { class: 'btn ghost icon sm', type: 'button' }, 'Controleer')),
  );
  return row;
}

start();
