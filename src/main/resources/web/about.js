/** What is known about the model, from its card; a card may say less than the page could show. */
import { card } from './api.js';
import { byId, el } from './dom.js';
import { has, number, onLanguage, percent, t } from './i18n.js';

let known = null;
let message = '';

/** Shows the card as soon as there is one, and calls back with whether the model is ready. */
export function startAbout(callback) {
  onLanguage(show);
  return poll(callback);
}

/** Whether the server has a working model now. */
export async function modelIsReady() {
  try {
    known = await card();
    message = '';
  } catch (problem) {
    message = problem.status === 503 ? 'about.loading' : 'about.failed';
    return problem.status !== 503;
  } finally {
    show();
  }
  return true;
}

async function poll(callback) {
  const ready = await modelIsReady();
  callback(ready);
  if (!ready) {
    setTimeout(poll, 3000, callback);
  }
}

function show() {
  byId('about-message').textContent = message ? t(message) : '';
  byId('about-card').replaceChildren(...(known ? facts(known).flatMap(fact) : []));
  byId('foot-version').textContent = known?.version ? t('about.versionShort', { version: known.version }) : '';
}

function facts({ version, threshold, metrics, classes, training }) {
  const found = [];
  if (version) {
    found.push(['about.version', version]);
  }
  if (Number.isFinite(threshold)) {
    found.push(['about.threshold', percent(threshold)]);
  }
  if (Array.isArray(classes) && classes.length > 0) {
    found.push(['about.classes', number(classes.length)]);
  }
  if (training?.refit?.tested) {
    found.push(['about.tested', training.refit.tested]);
  }
  for (const [name, value] of Object.entries(metrics ?? {})) {
    if (has(`metric.${name}`) && Number.isFinite(value)) {
      found.push([`metric.${name}`, name.endsWith('Auc') ? number(value) : percent(value)]);
    }
  }
  return found;
}

const fact = ([key, value]) => [el('dt', {}, t(key)), el('dd', {}, String(value))];
