/** The server's /api: answers on success, throws a Problem otherwise. */
import { t } from './i18n.js';

/** What the server said instead of an answer; status 0 when it could not be reached. */
export class Problem extends Error {
  constructor(status, body = {}, retryAfter = 0) {
    super(body.detail ?? body.title ?? '');
    this.status = status;
    this.reason = body.reason ?? '';
    this.retryAfter = retryAfter;
  }
}

/** Judges a picture. It goes without its file name, which is nobody's business. */
export function judge(picture, signal) {
  const form = new FormData();
  form.append('image', picture, 'picture');
  return call('api/predictions', { method: 'POST', body: form, signal });
}

/** A page of the history, newest first, from after the prediction with that id. */
export function list(after = '') {
  return call(`api/predictions?limit=10${after && `&after=${encodeURIComponent(after)}`}`);
}

/** Deletes a prediction; one that is gone already counts as deleted. */
export async function remove(id) {
  try {
    await call(`api/predictions/${encodeURIComponent(id)}`, { method: 'DELETE' });
  } catch (problem) {
    if (problem.status !== 404) {
      throw problem;
    }
  }
}

/** The model card. */
export function card() {
  return call('api/model');
}

/** The key of a server that has one, until the tab is closed. */
const key = () => sessionStorage.getItem('key');

function askForKey() {
  const given = prompt(t('key.ask'))?.trim();
  if (given) {
    sessionStorage.setItem('key', given);
  }
  return Boolean(given);
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: 'no-store', headers: key() ? { 'X-Api-Key': key() } : {}, ...options });
    if (response.status === 401 && askForKey()) {
      return call(path, options);
    }
    const body = response.status === 204 ? {} : await response.json();
    if (response.ok) {
      return body;
    }
    throw new Problem(response.status, body, seconds(response.headers.get('Retry-After')));
  } catch (error) {
    if (error instanceof Problem || error.name === 'AbortError') {
      throw error;
    }
    // No connection, or an answer that is not ours, as of a proxy
    throw new Problem(response && !response.ok ? response.status : 0);
  }
}

/** Retry-After holds seconds or a date; between 1 s and 2 minutes are waited, 5 s when it says nothing. */
function seconds(retryAfter) {
  const wait = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(wait) ? 5 : Math.min(Math.max(Math.ceil(wait), 1), 120);
}
