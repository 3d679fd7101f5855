/** Wires the page: a picture comes in, is judged, and what comes of it is shown. */
import { modelIsReady, startAbout } from './about.js';
import { judge } from './api.js';
import { prepare } from './convert.js';
import { announce, byId } from './dom.js';
import { showHeatMap, startHeatMap } from './heatmap.js';
import { addToHistory, startHistory } from './history.js';
import { onLanguage, startLanguage, t } from './i18n.js';
import { chooseFile, notePicture, onPicture, showPicture } from './picture.js';
import { resultPanel } from './result.js';

const retries = 20; // by itself; after that only when asked
let state = { kind: 'empty', modelLoading: false };
let picture = null;
let attempts = 0;
let running = new AbortController();
let timer = 0;

startLanguage();
startHeatMap();
onPicture(take);
onLanguage(render);
startHistory();
startAbout(ready => state.kind === 'empty' && show({ kind: 'empty', modelLoading: !ready }));

/** A new picture: whatever was going on before is over. */
async function take(file, count) {
  const { signal } = begin();
  attempts = 0;
  showPicture(file);
  const notes = count > 1 ? ['picture.first'] : [];
  try {
    const prepared = await prepare(file);
    if (signal.aborted) {
      return;
    }
    picture = prepared.picture;
    if (prepared.done) {
      showPicture(picture);
      notes.push(`picture.${prepared.done}`);
    }
  } catch (problem) {
    if (!signal.aborted) {
      await explain(problem);
    }
    return;
  } finally {
    if (!signal.aborted) {
      notePicture(...notes);
    }
  }
  await send(signal);
}

function again() {
  return send(begin().signal);
}

async function send(signal) {
  try {
    const prediction = await judge(picture, signal);
    showHeatMap(prediction.heatMap);
    settle({ kind: 'judged', prediction });
    addToHistory(prediction);
  } catch (problem) {
    if (!signal.aborted) {
      await explain(problem, signal);
    }
  }
}

/** Stops what is running and shows that work has begun. */
function begin() {
  running.abort();
  clearInterval(timer);
  running = new AbortController();
  showHeatMap(undefined);
  show({ kind: 'judging' });
  announce(t('judging.title'));
  return running;
}

function cancel() {
  running.abort();
  settle({ kind: 'failed', cause: 'cancelled' });
}

async function explain({ status, reason, message, retryAfter }, signal = running.signal) {
  if (status === 422) {
    settle({ kind: 'refused', reason, detail: message });
  } else if (status === 429) {
    waitAndRetry('often', ++attempts > retries ? 0 : retryAfter);
  } else if (status === 503) {
    const cause = await modelIsReady() ? 'busy' : 'loading';
    if (!signal.aborted) {
      waitAndRetry(cause, ++attempts > retries ? 0 : retryAfter);
    }
  } else {
    const causes = { 0: 'network', 401: 'key', 413: 'too-big' };
    settle({ kind: 'failed', cause: causes[status] ?? (status < 500 ? 'rejected' : 'server') });
  }
}

function waitAndRetry(cause, seconds) {
  const waiting = { kind: 'failed', cause, seconds };
  if (attempts === 1 || seconds === 0) {
    settle(waiting);
  } else {
    show(waiting); // it was said before, and the reader may be elsewhere by now
  }
  if (seconds > 0) {
    timer = setInterval(countDown, 1000);
  }
}

function countDown() {
  state.seconds--;
  if (state.seconds > 0) {
    byId('result').querySelector('.countdown').textContent = t('failed.countdown', state);
  } else {
    again();
  }
}

/** Shows an outcome and takes the reader to it. */
function settle(outcome) {
  show(outcome);
  announce('');
  byId('result').scrollIntoView({ block: 'nearest' });
  byId('result-title').focus({ preventScroll: true });
}

function show(next) {
  state = next;
  render();
}

function render() {
  const panel = byId('result');
  const focused = panel.contains(document.activeElement);
  panel.dataset.state = state.kind;
  panel.dataset.verdict = state.prediction?.verdict ?? '';
  panel.setAttribute('aria-busy', String(state.kind === 'judging'));
  panel.replaceChildren(...resultPanel(state, { retry: again, cancel, choose: chooseFile }));
  if (focused) { // the button that was pressed is gone
    byId('result-title').focus();
  }
}
