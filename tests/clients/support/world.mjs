// What every suite needs: where the stand-in is, who is in it, its control
// API, and a browser's way through the sign-in pages.

export const base = required('STAND_IN');
export const host = new URL(base).host;
export const tenant = 'c11e0000-0000-4000-8000-000000000001';
export const authority = `${base}/${tenant}`;
export const client = {
  id: 'c11e0000-0000-4000-8000-00000000c001',
  secret: 'cli8Q~client-libraries.0123456789.abcdefg',
};
export const hybrid = {
  id: 'c11e0000-0000-4000-8000-00000000c002',
  secret: 'hyb8Q~client-libraries.0123456789.abcdefg',
};
export const redirectUri = 'http://localhost:3000/signed-in';
export const service = {
  upn: 'svc@clienten.nl',
  id: 'c11e0000-0000-4000-8000-0000000000a1',
  password: 'Clients-2026!',
};
export const shared = 'facturen@clienten.nl';

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run.mjs starts the suites`);
  return value;
}

/** An order to the stand-in: POST with a body, GET without, or as said. */
export async function control(path, body, method = body === undefined ? 'GET' : 'POST') {
  const answer = await fetch(`${base}/control/${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`/control/${path} answered ${answer.status}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/**
 * Goes through the pages of an authorize address as a browser does, form by
 * form and with its cookies. Answers where the browser would go next: the
 * address, or for form_post the address and the fields posted to it.
 */
export async function signIn(url, person = service) {
  const cookies = new Map();
  let answer = await visit(url, cookies);
  for (let step = 0; step < 8; step += 1) {
    const location = answer.headers.get('location');
    if (location) return { location, fields: parametersOf(location) };
    const page = await answer.text();
    const form = formOf(page);
    if (!form) throw new Error(`a page without a form: ${answer.status} ${textOf(page)}`);
    if (!form.action.startsWith('/')) return { location: form.action, fields: form.fields };
    const fields = { ...form.fields };
    if (/name="account"/.test(page) && /Pick an account/.test(page)) fields.account = person.upn;
    else if (/name="passwd"/.test(page)) {
      Object.assign(fields, { loginfmt: person.upn, passwd: person.password });
    } else if (/name="decision"/.test(page)) fields.decision = 'accept';
    else throw new Error(`nothing to fill in: ${answer.status} ${textOf(page)}`);
    answer = await visit(new URL(form.action, base), cookies, new URLSearchParams(fields));
  }
  throw new Error('the sign-in does not end');
}

async function visit(url, cookies, form) {
  const answer = await fetch(url, {
    method: form ? 'POST' : 'GET',
    body: form,
    redirect: 'manual',
    headers: {
      'accept-language': 'en',
      cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
    },
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
    cookies.set(name, value);
  }
  return answer;
}

function formOf(page) {
  const action = /<form[^>]*action="([^"]*)"/.exec(page)?.[1];
  if (action === undefined) return undefined;
  const fields = {};
  for (const [, name, value] of page.matchAll(
    /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
  )) {
    fields[name] = unescaped(value);
  }
  return { action: unescaped(action), fields };
}

function unescaped(text) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => named[name]);
}

function textOf(page) {
  return page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 300);
}

/** The parameters of a redirect, from its query or its fragment. */
export function parametersOf(location) {
  const { search, hash } = new URL(location);
  return Object.fromEntries(new URLSearchParams(search || hash.slice(1)));
}
