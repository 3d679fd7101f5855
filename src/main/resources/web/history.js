/** The history: what was judged before, newest first, with a way to delete each record. */
import { list, remove } from './api.js';
import { announce, byId, el } from './dom.js';
import { has, onLanguage, percent, t, time } from './i18n.js';

let records = [];
let next = '';
let message = '';

/** Loads the first records and connects the buttons. */
export function startHistory() {
  byId('history-more').addEventListener('click', more);
  onLanguage(show);
  return load();
}

/** Puts a new prediction at the top. */
export function addToHistory(prediction) {
  merge([prediction, ...records]);
  show();
}

async function more() {
  const before = records.length;
  await load();
  // The first new one takes the focus, for the button may be gone
  byId('history-list').children[before]?.querySelector('button').focus();
}

async function load() {
  try {
    const page = await list(next);
    merge([...records, ...page.predictions]);
    next = page.next ?? '';
    message = records.length === 0 ? 'history.empty' : '';
  } catch (problem) {
    if (problem.status === 400 && next) { // the record to go on from was deleted elsewhere: start over
      next = '';
      records = [];
      return load();
    }
    message = 'history.failed';
  }
  show();
  return undefined;
}

function merge(candidates) {
  records = [...new Map(candidates.map(record => [record.id, record])).values()];
  message = '';
}

function show() {
  byId('history-list').replaceChildren(...records.map(row));
  byId('history-message').textContent = message ? t(message) : '';
  byId('history-more').hidden = !next && message !== 'history.failed';
  byId('history-more').textContent = t(message === 'history.failed' ? 'retry' : 'history.more');
}

function row(record) {
  const suspicious = record.verdict === 'Cancer';
  return el('li', { class: suspicious ? 'record alarming' : 'record' },
    el('span', { class: 'record-verdict' }, verdict(record)),
    el('time', { class: 'record-time', datetime: record.createdAt }, time(record.createdAt)),
    el('span', { class: 'record-chance' }, chance(record)),
    el('button', { type: 'button', class: 'button small', onclick: () => ask(record),
      'aria-label': t('history.deleteOne', { time: time(record.createdAt) }) }, t('history.delete')));
}

/** Records that other programs wrote to Firestore tell the verdict only. */
const chance = ({ malignancy }) => (malignancy === undefined ? ''
  : t('history.chance', { chance: percent(malignancy) }));

const verdict = record => (has(`verdict.${record.verdict}`) ? t(`verdict.${record.verdict}`) : record.verdict);

function ask(record) {
  const dialog = byId('confirm');
  byId('confirm-text').textContent = t('confirm.text', { verdict: verdict(record), time: time(record.createdAt) });
  dialog.returnValue = 'keep';
  dialog.onclose = () => dialog.returnValue === 'delete' && drop(record);
  dialog.showModal();
}

async function drop(record) {
  const place = records.findIndex(other => other.id === record.id);
  try {
    await remove(record.id);
  } catch {
    message = 'history.notDeleted';
    show();
    byId('history-list').children[place]?.querySelector('button').focus();
    return;
  }
  records = records.filter(other => other.id !== record.id);
  if (next === record.id) { // the server knows it no more, so go on from the one before it
    next = records.at(-1)?.id ?? '';
  }
  message = records.length === 0 ? 'history.empty' : '';
  show();
  announce(t('history.deleted'));
  const neighbour = byId('history-list').children[Math.min(place, records.length - 1)];
  (neighbour?.querySelector('button') ?? byId('history-title')).focus();
}
