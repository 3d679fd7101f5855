/** Where pictures come from (chosen, photographed, dropped, pasted) and how the one on screen is shown. */
import { byId } from './dom.js';
import { onLanguage, t } from './i18n.js';

let shown = '';
let notes = [];

/** Calls back with each file a person gives. */
export function onPicture(callback) {
  const take = files => files?.length && callback(files[0], files.length);
  // Buttons, because Enter does not open a file input
  for (const [button, input] of [[byId('choose'), byId('file')], [byId('photograph'), byId('camera')]]) {
    button.addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      take([...input.files]);
      input.value = ''; // so that the same file can be chosen again
    });
  }
  document.addEventListener('paste', event => take(event.clipboardData?.files));
  startDropping(take);
  onLanguage(showTexts);
}

/** Opens the file chooser. */
export function chooseFile() {
  byId('file').click();
}

/** Shows a picture, upright as its EXIF data say, which browsers do by themselves. */
export function showPicture(blob) {
  const image = byId('preview');
  URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(blob);
  image.onload = () => {
    byId('frame').style.setProperty('--ratio', image.naturalWidth / image.naturalHeight);
    visible(true);
  };
  image.onerror = () => visible(false);
  image.src = shown;
  byId('figure').hidden = false;
  document.body.classList.add('has-picture');
  notePicture();
}

/** Says below the picture what was done to it; the keys are those of the picture.* texts. */
export function notePicture(...keys) {
  notes = keys;
  showTexts();
}

function visible(works) {
  byId('frame').hidden = !works;
  byId('no-preview').hidden = works;
}

function showTexts() {
  byId('preview').alt = t('picture.alt');
  byId('choose').textContent = t(shown ? 'chooseAnother' : 'choose');
  byId('note').textContent = notes.map(key => t(key)).join(' ');
  byId('note').hidden = notes.length === 0;
}

function startDropping(take) {
  const over = dragging => document.body.classList.toggle('dragging', dragging);
  document.addEventListener('dragover', event => {
    event.preventDefault(); // else the browser leaves the page and opens the file
    over(true);
  });
  document.addEventListener('dragleave', event => over(event.relatedTarget !== null));
  document.addEventListener('drop', event => {
    event.preventDefault();
    over(false);
    take(event.dataTransfer?.files);
  });
}
