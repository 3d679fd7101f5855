/** What is said about the picture: how to take one, the wait, the verdict, a refusal or a failure. */
import { el } from './dom.js';
import { chanceAndThreshold, has, percent, t, time } from './i18n.js';

/** The panel for a state; its heading takes the focus. The actions are what its buttons do. */
export function resultPanel(state, actions) {
  switch (state.kind) {
    case 'judging': return judging(actions);
    case 'judged': return judged(state.prediction);
    case 'refused': return refused(state, actions);
    case 'failed': return failed(state, actions);
    default: return empty(state);
  }
}

function heading(text) {
  return el('h2', { id: 'result-title', tabindex: '-1' }, text);
}

function paragraph(text, style = '') {
  return el('p', style ? { class: style } : {}, text);
}

function button(text, action, style = '') {
  return el('button', { type: 'button', class: `button ${style}`, onclick: action }, text);
}

function empty({ modelLoading }) {
  const tips = ['close', 'sharp', 'light', 'dermoscope'].map(tip => el('li', {}, t(`empty.${tip}`)));
  return [heading(t('empty.title')), el('ul', { class: 'tips' }, ...tips),
    paragraph(t(modelLoading ? 'empty.loading' : 'empty.next'), 'quiet')];
}

function judging({ cancel }) {
  return [heading(t('judging.title')), el('div', { class: 'busy', 'aria-hidden': 'true' }),
    paragraph(t('judging.text'), 'quiet'), button(t('cancel'), cancel)];
}

function judged(prediction) {
  const known = has(`verdict.${prediction.verdict}`);
  const verdict = known ? t(`verdict.${prediction.verdict}`) : prediction.verdict;
  return [
    paragraph(t('verdict.kicker', { verdict }), prediction.verdict === 'Cancer' ? 'kicker alarming' : 'kicker'),
    heading(known ? t(`verdict.${prediction.verdict}.title`) : verdict),
    paragraph(known ? t(`verdict.${prediction.verdict}.advice`) : prediction.suggestion, 'advice'),
    paragraph(t('caveats.doctor'), 'narrow-only'),
    ...chance(prediction),
    ...classes(prediction.classes ?? []),
    paragraph(t('judged.at', { time: time(prediction.createdAt), version: prediction.modelVersion }), 'quiet'),
  ];
}

function chance({ malignancy, threshold }) {
  const values = chanceAndThreshold(malignancy, threshold);
  return [
    el('h3', {}, t('chance.title')),
    paragraph(t('chance', values)),
    el('div', { class: 'scale', 'aria-hidden': 'true', '--chance': malignancy, '--threshold': threshold },
      el('div', { class: 'scale-fill' }), el('div', { class: 'scale-mark' }),
      el('span', { class: 'scale-label' }, t('chance.threshold', values))),
  ];
}

function classes(list) {
  return list.length === 0 ? [] : [
    el('h3', {}, t('classes.title')),
    paragraph(t('classes.explanation'), 'quiet'),
    el('ul', { class: 'bars' }, ...list.map(bar)),
  ];
}

function bar({ code, title, malignant, probability }) {
  const name = has(`class.${code}`) ? t(`class.${code}`) : title;
  const plain = has(`class.${code}.plain`) ? t(`class.${code}.plain`) : '';
  const tag = malignant ? [' ', el('span', { class: 'tag' }, t('classes.malignant'))] : [];
  return el('li', { class: malignant ? 'bar-row malignant' : 'bar-row', '--share': probability },
    el('span', { class: 'bar-name' }, name, ...tag), ' ',
    el('span', { class: 'bar-value' }, percent(probability)), ' ',
    el('span', { class: 'bar-plain' }, plain),
    el('div', { class: 'bar-track', 'aria-hidden': 'true' }, el('div', { class: 'bar-fill' })));
}

function refused({ reason, detail }, { choose }) {
  const known = has(`refused.${reason}.title`);
  return [
    paragraph(t('refused.kicker'), 'kicker warning'),
    heading(t(known ? `refused.${reason}.title` : 'refused.other.title')),
    paragraph(known ? t(`refused.${reason}`) : detail, 'advice'),
    paragraph(t('refused.after'), 'quiet'),
    button(t('chooseAnother'), choose, 'primary'),
  ];
}

function failed({ cause, seconds }, { retry, choose }) {
  const parts = [paragraph(t('failed.kicker'), 'kicker warning'), heading(t(`failed.${cause}.title`)),
    paragraph(t(`failed.${cause}`), 'advice')];
  if (seconds > 0) {
    parts.push(paragraph(t('failed.countdown', { seconds }), 'countdown'));
  } else if (seconds === 0) {
    parts.push(paragraph(t('failed.gaveUp')));
  }
  parts.push(paragraph(t('failed.after'), 'quiet'));
  parts.push(cause === 'too-big' ? button(t('chooseAnother'), choose, 'primary')
    : button(t(seconds > 0 ? 'retryNow' : 'retry'), retry, 'primary'));
  return parts;
}
