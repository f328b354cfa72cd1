// Looks for secrets where none may be: in what a house stored, logged and
// answered. What the browser *sends* holds code, verifier and secret rightly
// and is not looked at, nor are the stand-in's own files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type House, issuedFile } from './house.ts';
import { houses } from './settings.ts';

/** What the stand-in has issued: kinds of secrets with their values. */
export type Issued = Record<string, string[]>;

/** Every place of a running house where a secret lies open. */
export async function leaks(house: House): Promise<string[]> {
  return leaksIn(house.folder, await house.control('issued'));
}

/** The same for a house that was left. */
export function leaksAfterwards(folder: string): string[] {
  return leaksIn(folder, issuedAfterwards(folder));
}

/** What the stand-in of a house that was left had issued. */
export function issuedAfterwards(folder: string): Issued {
  return JSON.parse(readFileSync(issuedFile(folder), 'utf8'));
}

/** The folders of all houses of this run. */
export function allHouses(): string[] {
  if (!existsSync(houses)) return [];
  return readdirSync(houses, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(houses, entry.name))
    .sort();
}

/** The files in which a house's secrets must not be. */
export function searched(folder: string): string[] {
  return files(folder).filter((file) => !relative(folder, file).startsWith('microsoft'));
}

function leaksIn(folder: string, issued: Issued): string[] {
  const wanted = Object.entries(issued).flatMap(([kind, values]) =>
    values.filter((value) => value.length >= 8).map((value) => ({ kind, forms: forms(value) })),
  );
  return searched(folder).flatMap((file) => {
    const content = readFileSync(file);
    return wanted.flatMap(({ kind, forms }) =>
      Object.entries(forms)
        .filter(([, parts]) => parts.some((part) => content.includes(part)))
        .map(([form]) => `${relative(folder, file)} holds one of the ${kind}, ${form}`),
    );
  });
}

/** All spellings in which a value would be found out. */
function forms(value: string): Record<string, Buffer[]> {
  const texts: Record<string, string[]> = {
    'as it is': pieces(value),
    'url-encoded': pieces(encodeURIComponent(value)),
    'in base64': base64(value),
    'in hexadecimal': [Buffer.from(value).toString('hex')],
  };
  return Object.fromEntries(
    Object.entries(texts).map(([form, parts]) => [form, parts.map((part) => Buffer.from(part))]),
  );
}

/**
 * The value, and of a long one also its middle and its end: a database page may
 * cut it in two. Not its beginning, which tokens have in common.
 */
function pieces(value: string): string[] {
  if (value.length < 120) return [value];
  const middle = Math.floor(value.length / 2);
  return [value, value.slice(middle, middle + 48), value.slice(-48)];
}

/**
 * In base64 a value looks different depending on how many bytes stand before it
 * (`client:secret`); the letters that depend on its neighbours are cut off.
 */
function base64(value: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const usable = bytes.length - (bytes.length % 3);
    const text = bytes
      .subarray(0, usable)
      .toString('base64')
      .slice(before === 0 ? 0 : 4);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')].flatMap(pieces);
  });
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
