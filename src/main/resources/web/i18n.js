/** The language of the page: its texts, times and numbers. */
import en from './en.js';
import id from './id.js';

const texts = { en, id };
const remembered = 'nevus.language';
const listeners = [];
let current = preferred();

/** The text for a key, with its {placeholders} filled in. */
export function t(key, values = {}) {
  return texts[current][key].replace(/\{(\w+)}/g, (_, name) => values[name]);
}

/** Whether there is a text for this key. */
export function has(key) {
  return Object.hasOwn(texts[current], key);
}

/** Calls back now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

/** Makes the language switch work and the fixed texts follow it. */
export function startLanguage(root = document) {
  const buttons = root.querySelectorAll('[data-language]');
  for (const button of buttons) {
    button.addEventListener('click', () => choose(button.dataset.language));
  }
  onLanguage(() => {
    root.documentElement.lang = current;
    root.title = t('page');
    buttons.forEach(button => button.setAttribute('aria-pressed', String(button.dataset.language === current)));
    root.querySelectorAll('[data-t]').forEach(node => { node.textContent = t(node.dataset.t); });
    root.querySelectorAll('[data-t-label]').forEach(node => node.setAttribute('aria-label', t(node.dataset.tLabel)));
  });
}

/** A moment as people write it. */
export function time(iso) {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? '' :
    new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
}

/** A plain number. */
export function number(value) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 3 }).format(value);
}

/** A probability in per cent that never claims to be sure: 0.9999 is "> 99.9 %". */
export function percent(value, digits = value < 0.1 || value > 0.99 ? 1 : 0) {
  const format = new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits });
  if (value > 0 && value < 0.001) {
    return `< ${format.format(0.001)}`;
  }
  return value > 0.999 && value < 1 ? `> ${format.format(0.999)}` : format.format(value);
}

/** Chance and threshold with as many digits as it takes to see which is greater. */
export function chanceAndThreshold(chance, threshold) {
  const misleads = digits => {
    const round = value => Math.round(value * 100 * 10 ** digits);
    return (round(chance) >= round(threshold)) !== (chance >= threshold);
  };
  const digits = [1, 2, 3].find(more => !misleads(more)) ?? 4;
  return misleads(0) ? { chance: percent(chance, digits), threshold: percent(threshold, digits) }
    : { chance: percent(chance), threshold: percent(threshold) };
}

/** The reader's own variant of the language, for the dates of Britain differ from America's. */
function locale() {
  return navigator.languages.find(tag => tag.startsWith(current)) ?? current;
}

function choose(language) {
  current = language;
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // A browser that blocks storage still switches, until the page is closed
  }
  listeners.forEach(listener => listener());
}

function preferred() {
  let chosen = null;
  try {
    chosen = localStorage.getItem(remembered);
  } catch {
    // As above
  }
  const wanted = [chosen, ...navigator.languages].map(tag => (tag ?? '').slice(0, 2).toLowerCase());
  // "in" is the old code of Indonesian
  return wanted.map(tag => (tag === 'in' ? 'id' : tag)).find(tag => Object.hasOwn(texts, tag)) ?? 'en';
}
