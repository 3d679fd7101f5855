/** Makes of a file the picture to send: JPEG and PNG as they are, anything else as JPEG. */
import { Problem } from './api.js';

const limit = 10_000_000;
const longestSide = 2000;
const quality = 0.92;

/**
 * The picture to send, and what was done to it: 'converted', 'reduced' or nothing.
 * Throws the Problem the server would answer with when the browser can do nothing either.
 */
export async function prepare(file) {
  const head = await firstBytes(file);
  const native = isJpeg(head) || isPng(head);
  if (native && file.size <= limit) {
    return { picture: file, done: '' };
  }
  if (isAnimated(head)) {
    throw new Problem(422, { reason: 'animated' });
  }
  const picture = await toJpeg(file).catch(() => null);
  if (!picture) {
    throw native ? new Problem(413) : new Problem(422, { reason: 'unsupported-format' });
  }
  return { picture, done: native ? 'reduced' : 'converted' };
}

async function firstBytes(file) {
  let bytes;
  try {
    bytes = new Uint8Array(await file.slice(0, 65536).arrayBuffer());
  } catch {
    // A folder, or a file that has been moved
    throw new Problem(422, { reason: 'unreadable' });
  }
  if (bytes.length === 0) {
    throw new Problem(422, { reason: 'unreadable' });
  }
  return bytes;
}

async function toJpeg(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = 'white'; // under what is transparent
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', quality));
}

const isJpeg = head => starts(head, [0xff, 0xd8, 0xff]);
const isPng = head => starts(head, [0x89, 0x50, 0x4e, 0x47]);

/** A canvas would quietly take the first frame of a GIF that loops or a WebP with the animation flag. */
function isAnimated(head) {
  const text = String.fromCharCode(...head.subarray(0, 1024));
  return (text.startsWith('GIF') && text.includes('NETSCAPE2.0'))
    || (text.startsWith('RIFF') && text.slice(8, 16) === 'WEBPVP8X' && (head[20] & 2) !== 0);
}

const starts = (head, magic) => magic.every((byte, index) => head[index] === byte);
