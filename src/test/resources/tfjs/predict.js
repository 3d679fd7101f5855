// Judges a picture as the course's server does, but with TensorFlow.js's own JavaScript instead of TensorFlow:
//   node predict.js MODEL_JSON RGB_FILE WIDTH HEIGHT SIZE
const fs = require('node:fs');
const path = require('node:path');
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-cpu');

const [file, rgb, width, height, size] = process.argv.slice(2);
const json = JSON.parse(fs.readFileSync(file, 'utf8'));

async function weights(manifest) {
  const shards = manifest.flatMap(({ paths }) => paths)
    .map((name) => fs.readFileSync(path.join(path.dirname(file), name)));
  const all = Uint8Array.from(Buffer.concat(shards));
  return [manifest.flatMap((group) => group.weights), all.buffer];
}

async function main() {
  const model = await loadGraphModel({ load: () => tf.io.getModelArtifactsForJSON(json, weights) });
  const picture = tf.tensor3d(new Uint8Array(fs.readFileSync(rgb)), [Number(height), Number(width), 3], 'int32');
  const resized = tf.image.resizeNearestNeighbor(picture, [Number(size), Number(size)]);
  const output = model.predict(tf.cast(tf.expandDims(resized), 'float32'));
  console.log((await output.data()).join(' '));
}

main();
