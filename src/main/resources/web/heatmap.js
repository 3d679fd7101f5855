/** The heat map: where the network looked, drawn over the picture. */
import { byId } from './dom.js';
import { onLanguage, t } from './i18n.js';

// Magma-like: light enough at the end to stand out from skin of any colour, and in order of lightness without colour
const ramp = [[30, 12, 80], [115, 30, 130], [205, 60, 110], [250, 140, 90], [252, 245, 170]];
const side = 256;
let map = null;

/** Connects the switch and the slider. */
export function startHeatMap() {
  byId('heat-toggle').addEventListener('change', show);
  byId('heat-opacity').addEventListener('input', show);
  drawLegend(byId('heat-legend'));
  onLanguage(show);
}

/** Shows this heat map, or none when it is undefined. */
export function showHeatMap(heatMap) {
  map = isMap(heatMap) ? heatMap : null;
  if (map) {
    draw(byId('heat'), map);
  }
  show();
}

/** Where the map is strongest, as the row and column of a 3 x 3 grid; empty when it is even. */
export function strongest({ rows, columns, values }) {
  const most = Math.max(...values);
  if (most - Math.min(...values) < 0.01) {
    return [];
  }
  let [y, x, weight] = [0, 0, 0];
  values.forEach((value, index) => {
    const share = Math.max(0, value - 0.8 * most); // the peak and its slopes, not the far field
    y += share * (Math.floor(index / columns) + 0.5) / rows;
    x += share * (index % columns + 0.5) / columns;
    weight += share;
  });
  return [y, x].map(position => Math.min(2, Math.floor(3 * position / weight)));
}

function isMap(candidate) {
  return Array.isArray(candidate?.values) && candidate.rows > 0 && candidate.columns > 0
    && candidate.values.length === candidate.rows * candidate.columns && candidate.values.every(Number.isFinite);
}

function show() {
  const canvas = byId('heat');
  const on = byId('heat-toggle').checked;
  byId('heat-controls').hidden = !map;
  byId('heat-details').hidden = !on;
  canvas.hidden = !map || !on;
  canvas.style.opacity = byId('heat-opacity').value / 100;
  const place = map ? strongest(map) : [];
  canvas.setAttribute('aria-label', place.length
    ? t('heat.alt', { place: t(`place.${place.join('.')}`) }) : t('heat.even'));
}

/** The browser smooths the few values as the grey of a small picture; the colours come after, or they would mix. */
function draw(canvas, { rows, columns, values }) {
  const small = context(document.createElement('canvas'), columns, rows);
  small.putImageData(image(columns, rows, index => {
    const grey = 255 * Math.min(1, Math.max(0, values[index]));
    return [grey, grey, grey, 255];
  }), 0, 0);
  const large = context(canvas, side, side);
  large.imageSmoothingQuality = 'high';
  large.drawImage(small.canvas, 0, 0, side, side);
  const smooth = large.getImageData(0, 0, side, side).data;
  large.putImageData(image(side, side, index => {
    const value = smooth[4 * index] / 255;
    return [...colour(value), 255 * Math.min(1, 1.5 * value)];
  }), 0, 0);
}

function drawLegend(canvas) {
  context(canvas, side, 1).putImageData(image(side, 1, index => [...colour(index / (side - 1)), 255]), 0, 0);
}

function context(canvas, width, height) {
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d', { willReadFrequently: true });
}

function image(width, height, pixel) {
  const data = new ImageData(width, height);
  for (let index = 0; index < width * height; index++) {
    data.data.set(pixel(index), 4 * index);
  }
  return data;
}

function colour(value) {
  const position = value * (ramp.length - 1);
  const from = Math.min(ramp.length - 2, Math.floor(position));
  return ramp[from].map((channel, index) => channel + (position - from) * (ramp[from + 1][index] - channel));
}
